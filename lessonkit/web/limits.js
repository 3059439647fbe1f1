// What log and passport keep, the browser keeps too. Made by `make web` from lessonkit/progress/limits.py: change it there.

export const LIMITS = {
  "longestId": 60,
  "longestKind": 20,
  "longestAnswer": 40000,
  "mostTries": 100000,
  "longestNickname": 40,
  "largestPassport": 5000000,
  "mostAnswers": 5000,
  "private": [
    "confidence",
    "opinion"
  ]
};
