// Makes Google Forms of a lesson's questions. How to run it stands in the notes beside this file.
// What is asked stands in DATA at the end, as data: none of it is run.

function makeQuiz() {
  make(DATA.quiz);
}

function makeBefore() {
  make(DATA.before);
}

function make(part) {
  if (!part) throw new Error("This lesson has no questions of this part.");
  var form = FormApp.create(part.title);
  form.setDescription(part.about);
  form.setIsQuiz(part.scored);
  form.setShuffleQuestions(false);
  if (part.after) form.setConfirmationMessage(part.after);
  part.items.forEach(function (item) { ask(form, item, part.scored); });
  Logger.log(part.title + ": " + form.getEditUrl());
}

function ask(form, item, scored) {
  if (item.picture) {
    var bytes = Utilities.base64Decode(item.picture.data);
    var image = Utilities.newBlob(bytes, item.picture.kind, item.picture.name);
    form.addImageItem().setImage(image).setTitle(item.picture.alt);
  }
  var made = { one: "addMultipleChoiceItem", some: "addCheckboxItem", list: "addListItem",
               number: "addTextItem", text: "addParagraphTextItem" }[item.form];
  var box = form[made]();
  box.setTitle(item.title);
  box.setHelpText(item.help);
  if (item.choices) {
    box.setChoices(item.choices.map(function (choice) {
      return scored ? box.createChoice(choice.text, choice.right) : box.createChoice(choice.text);
    }));
  }
  if (item.form === "number") {
    var rule = FormApp.createTextValidation().setHelpText("Type a number.");
    rule = item.range ? rule.requireNumberBetween(item.range[0], item.range[1]) : rule.requireNumber();
    box.setValidation(rule.build());
  }
  if (!scored) return;
  box.setPoints(item.points);
  if (item.choices) {
    if (item.right) box.setFeedbackForCorrect(said(item.right, item.links));
    if (item.wrong) box.setFeedbackForIncorrect(said(item.wrong, item.links));
  } else if (item.right) {
    box.setGeneralFeedback(said(item.right, item.links));
  }
}

function said(text, links) {
  var feedback = FormApp.createFeedback().setText(text);
  links.forEach(function (link) { feedback.addLink(link.url, link.title); });
  return feedback.build();
}

