"use strict";

// The sum of a sheet that is being filled, and the grade it comes to by the limits of its review.
(() => {
  const said = document.querySelector("[data-score]");
  const boxes = [...document.querySelectorAll("form .fields input[type=number]")];
  if (!said || !boxes.length) return;
  const limits = [["优秀", said.dataset.excellent], ["良好", said.dataset.good], ["合格", said.dataset.passing]];
  const tell = () => {
    const filled = boxes.filter((box) => box.value !== "");
    const total = filled.reduce((sum, box) => sum + Math.round(Number(box.value) * 10), 0) / 10;
    const vetoed = document.querySelector("form .fields input[type=checkbox]:checked");
    const grade = vetoed ? "不合格（有一票否决情形）" : (limits.find(([, least]) => total >= Number(least)) || ["不合格"])[0];
    const rest = filled.length < boxes.length ? `，还有 ${boxes.length - filled.length} 项没有评分` : `，${grade}`;
    said.textContent = `合计 ${total} 分${rest}`;
    said.hidden = !filled.length;
  };
  document.addEventListener("input", tell);
  document.addEventListener("change", tell);
  tell();
})();
