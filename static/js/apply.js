"use strict";

// What a script adds to applying online: photographs made smaller before they are sent, and a button that prints.
{
  const SIDE = 1600, WORTH = 700 * 1024;  // pixels; smaller files stay as they are
  const size = files => `${(files.reduce((sum, file) => sum + file.size, 0) / 1048576).toFixed(1)}MB`;

  const smaller = async file => {
    if (file.size < WORTH || !/^image\/(jpeg|png|webp)$/.test(file.type)) return null;
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const small = await new Promise(done => canvas.toBlob(done, "image/jpeg", 0.82));
    return small && small.size < file.size ? new File([small], `${file.name.replace(/\.\w+$/, "")}-小图.jpg`, {type: small.type}) : null;
  };

  for (const form of document.querySelectorAll("[data-photos]")) {
    const input = form.querySelector("[type=file]"), told = form.querySelector("[data-told]");
    const choice = form.querySelector("[data-small]"), original = form.querySelector("[data-original]");
    let chosen = [];

    const make = async () => {
      const kept = new DataTransfer();
      for (const file of chosen) {
        const small = await smaller(file).catch(() => null);
        if (small) kept.items.add(small);
        if (!small || original.checked) kept.items.add(file);
      }
      input.files = kept.files;
      told.textContent = chosen.length ? `选了${chosen.length}份，原来${size(chosen)}，要传${size([...kept.files])}。原图请自己留好。` : "";
    };

    choice.hidden = false;
    input.addEventListener("change", () => {
      chosen = [...input.files];
      make();
    });
    original.addEventListener("change", make);
    form.addEventListener("submit", () => {
      if (chosen.length) told.textContent = "正在上传，请等一等，不要关掉这一页。";
    });
  }

  const print = document.getElementById("print");
  if (print) print.addEventListener("click", event => {
    event.preventDefault();
    window.print();
  });
}
