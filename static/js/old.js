"use strict";

// A browser that can't read our style (Chromium before 105) is given it in words it knows: written, so that no page is shown without.
{
  const { sheet } = document.currentScript.dataset;
  if (!CSS.supports("selector(:has(a))")) document.write(`<link rel="stylesheet" href="${sheet}">`);
}
