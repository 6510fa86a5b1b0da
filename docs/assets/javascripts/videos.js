/* Videos: a player is loaded when a reader presses the button that says what its host will
   learn, and not before. Without this script the link beside it leads to the video. */
"use strict";
for (const button of document.querySelectorAll("button[data-frame]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const frame = Object.assign(document.createElement("iframe"), {
      className: "video__frame",
      title: button.dataset.title,
      allow: "encrypted-media; fullscreen; picture-in-picture",
      allowFullscreen: true,
      // YouTube plays nothing for a site without a name; it learns the name, and not the page.
      referrerPolicy: "origin",
      src: button.dataset.frame,
    });
    button.replaceWith(frame);
    frame.focus();
  });
}
