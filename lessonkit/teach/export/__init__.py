"""The questions of a lesson for a school's learning platform: Moodle, Canvas and Google Forms."""
