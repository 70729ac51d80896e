"use strict";

// The pocket as one sees it: applications above their form, photographs beside their slot, notes below their box, and a line on every other page.
(() => {
  const slots = [...document.querySelectorAll("form[data-photo]")];
  const other = slots.find((form) => form.elements.case); // any slot of any case
  const note = document.querySelector("form[data-note]");
  if (slots.length || note) Sealed.key(); // while there is a connection to ask for it
  const make = (tag, facts = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), facts);
    made.append(...children.filter(Boolean));
    return made;
  };
  const button = (words, act, look = "btn-outline-secondary") => make("button", { type: "button", className: `btn ${look}`, textContent: words, onclick: act });
  const of = (kind) => Pocket.items().filter((item) => item.kind === kind);

  // Why something is still here, and what becomes of it.
  const why = (group) => {
    const act = group[0].kind === "note" ? "存入" : "上传";
    if (group.every((item) => item.of)) return "已存本机，随申请一起提交。";
    if (group.some((item) => item.loose)) return `本机存不下，只在本页，恢复后自动${act}：请不要关闭本页。`;
    if (Pocket.expired()) return `登录已过期，已存本机，重新登录后自动${act}。`;
    if (!navigator.onLine) return `没有网络，已存本机，恢复后自动${act}。`;
    return `已存本机，正在${act}。`;
  };
  const state = (group) => {
    const words = why(group);
    const login = { href: `/accounts/login/?next=${location.pathname}`, textContent: "重新登录" };
    return make("p", { className: "small soft" }, words, Pocket.expired() && make("a", login));
  };

  // A photograph: small, for the eye; what this browser cannot open has its name.
  const pictures = new WeakMap();
  const draw = async (item, canvas) => {
    const image = await createImageBitmap(item.body).catch(() => null);
    if (!image) return;
    canvas.width = Math.round((96 * image.width) / image.height);
    canvas.height = 96;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, 96);
    image.close();
  };
  const picture = (item) => {
    if (!pictures.has(item)) {
      const canvas = make("canvas", { width: 72, height: 96, role: "img", ariaLabel: item.name });
      pictures.set(item, canvas);
      draw(item, canvas);
    }
    return pictures.get(item);
  };

  const stopped = (item, ...acts) => {
    const said = make("p", { className: "invalid-feedback d-block", textContent: item.said });
    return make("li", {}, make("p", { textContent: item.kind === "note" ? item.fields.content : item.label }), said, make("p", { className: "acts" }, ...acts));
  };
  const page = (item) => {
    if (item.said) return stopped(item, button("再传一次", () => Pocket.again(item)), button("删除", () => Pocket.discard(item), "btn-outline-danger"));
    return make("li", {}, picture(item), item.share && make("progress", { className: "meter", value: item.share, ariaLabel: "上传进度" }));
  };

  const ofForm = (item) => slots.find((form) => form.dataset.of !== undefined && item.of === Offline.token());
  const place = (item) => (item.of ? ofForm(item) : slots.find((form) => form.dataset.photo === item.to && form.elements.slot.value === item.fields.slot) || other);
  const drawSlot = (form, group) => {
    const going = group.filter((item) => !item.said);
    const chip = going.length && make("p", {}, make("span", { className: "chip soon", textContent: `待上传 ${going.length}` }));
    form.querySelector(".held").replaceChildren(...[chip, going.length && state(going), group.length && make("ul", {}, ...group.map(page))].filter(Boolean));
  };

  const writeAgain = (item) => {
    note.elements.content.value = item.fields.content;
    note.elements.content.focus();
    Pocket.discard(item).then(keepDraft);
  };
  const line = (item) => {
    const anew = item.next ? "核对过了，存入" : "再存一次";
    if (item.said) return stopped(item, button(anew, () => Pocket.again(item)), button("修改", () => writeAgain(item)), button("删除", () => Pocket.discard(item), "btn-outline-danger"));
    return make("li", {}, make("p", { textContent: `${item.label}：${item.fields.content}` }));
  };
  const drawNotes = () => {
    const group = of("note");
    const going = group.filter((item) => !item.said);
    const chip = going.length && make("p", {}, make("span", { className: "chip soon", textContent: `待存入 ${going.length}` }));
    note.querySelector(".held").replaceChildren(...[chip, going.length && state(going), group.length && make("ul", {}, ...group.map(line))].filter(Boolean));
  };

  // Applications, each with what is to become of it.
  const list = document.querySelector("#kept");
  const standing = (item) => {
    if (item.said) return `服务器没有接受：${item.said}`;
    return item.ready ? why([item]).replaceAll("上传", "提交") : "没有填完，不会自动提交。";
  };
  const application = (item) => {
    const pages = Pocket.items().filter((one) => one.of === item.token).length;
    const said = make("p", { className: item.said ? "invalid-feedback d-block" : "small soft", textContent: standing(item) });
    const acts = [button("打开", () => Offline.open(item)), button("删除", () => confirm(`从本机删除${item.label}？删除后不能恢复。`) && Pocket.discard(item), "btn-outline-danger")];
    return make("li", {}, make("p", { textContent: `${item.label}，${item.at}${pages ? `，照片 ${pages} 页` : ""}` }), said, make("p", { className: "acts" }, ...acts));
  };
  const drawApplications = () => {
    const stray = of("photo").filter((item) => !item.of && !place(item)); // of an application that has arrived
    const rows = [...of("application").map(application), ...stray.map(page)];
    list.hidden = !rows.length;
    list.querySelector(".held").replaceChildren(make("ul", {}, ...rows));
  };

  // On a page without a place for them a line says that they are there, and of whom: one's own, or somebody else's who is to sign in.
  const banner = make("div", { className: "banner soon", hidden: true, role: "status" });
  document.querySelector("main").prepend(banner);
  const shown = (item) => ({ note, application: list, draft: true, photo: place(item) || list })[item.kind];
  const drawBanner = () => {
    const elsewhere = Pocket.items().filter((item) => !shown(item));
    const form = elsewhere.some(({ kind }) => kind !== "note") && Sealed.person.form;
    const refused = elsewhere.some((item) => item.said) ? "，其中有服务器没有接受的" : "";
    const words = [
      elsewhere.length && `本机还有 ${Pocket.left(elsewhere)}没有上传${refused}。`,
      Pocket.shut() && `本机还有 ${Pocket.shut()} 项没有上传的内容，有网络并登录后自动打开。`,
      Pocket.others() && `本机还有${Sealed.owner ? "别人" : ""}没有上传的内容，本人登录后自动提交。`,
    ];
    const link = elsewhere.length && make("p", {}, make("a", { href: form || "/", textContent: form ? "到登记申请页查看" : "到第一页查看" }));
    banner.hidden = !words.some(Boolean);
    banner.replaceChildren(make("div", {}, make("b", { textContent: words.filter(Boolean).join("") }), link));
  };

  Pocket.draw = () => {
    slots.forEach((form) => drawSlot(form, of("photo").filter((item) => place(item) === form)));
    if (note) drawNotes();
    if (list) drawApplications();
    drawBanner();
  };

  const refusal = (file, limit) => {
    const size = Math.ceil(file.size / 1048576);
    return file.size > limit ? `“${file.name}”有${size}MB，超过${Math.floor(limit / 1048576)}MB的上限，没有上传，仍存本机。` : "";
  };
  slots.forEach((form) =>
    form.addEventListener("change", (event) => {
      const box = event.target;
      if (box.type !== "file") return;
      const chosen = form.elements.case?.selectedOptions[0];
      const to = chosen ? chosen.value : form.dataset.photo;
      const slot = form.elements.slot;
      const title = slot.selectedOptions?.[0].textContent || form.dataset.title;
      for (const file of box.files) {
        const label = `${chosen ? chosen.textContent : form.dataset.person || ""} ${title}`;
        const said = refusal(file, Number(form.dataset.limit));
        Pocket.add({ token: Sealed.token(), kind: "photo", to, ...(form.dataset.of !== undefined && { of: Offline.token() }), fields: { slot: slot.value }, label, name: file.name, type: file.type, body: file, ...(said && { said }) });
      }
      box.value = "";
      if (form.dataset.of !== undefined) Offline.keep();
    })
  );
  document.addEventListener("pocket:arrived", ({ detail: { item, answer } }) => {
    const form = item.kind === "photo" && place(item);
    const have = form && form.querySelector("[data-have]");
    if (have) {
      have.dataset.have = Number(have.dataset.have) + 1;
      have.textContent = `已有 ${have.dataset.have} 页`;
    }
    if (item.kind !== "note" || !note) return;
    [...note.elements.case.options].filter((option) => option.value === item.to).forEach((option) => (option.dataset.seen = answer.seen));
    say(`${item.label}：${answer.said}`);
  });

  // The note: kept while it is written, whatever happens to the page.
  if (!note) return;
  const { content } = note.elements;
  const say = (words) => (note.querySelector("[data-said]").textContent = words);
  let timer;
  const facts = () => Object.fromEntries(["case", "entry_kind", "done_on", "content"].map((name) => [name, note.elements[name].value]));
  const keepDraft = async () => {
    clearTimeout(timer);
    const draft = of("draft")[0] || { token: `draft-${Sealed.owner}`, kind: "draft" };
    if (!content.value.trim()) return Pocket.drop(draft);
    draft.fields = facts();
    if (!of("draft").length) Pocket.items().push(draft);
    await Pocket.save(draft);
    say(draft.loose ? "草稿只在本页：请不要关闭本页。" : `草稿已存本机 ${new Date().toTimeString().slice(0, 5)}`);
  };
  note.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keepDraft, 400);
  });
  note.addEventListener("submit", async (event) => {
    event.preventDefault();
    delete note.dataset.sent;
    clearTimeout(timer);
    if (!content.value.trim()) return say("请先写内容。");
    const option = note.elements.case.selectedOptions[0];
    const { case: to, ...fields } = facts();
    content.value = "";
    say("");
    of("draft").forEach((draft) => Pocket.drop(draft));
    await Pocket.add({ token: Sealed.token(), kind: "note", to, fields: { ...fields, seen: option.dataset.seen }, label: option.textContent.trim() });
  });
  document.addEventListener("pocket:open", () => {
    const draft = of("draft")[0];
    if (!draft || content.value) return;
    for (const [name, value] of Object.entries(draft.fields)) if (note.elements[name]) note.elements[name].value = value;
    if (!note.elements.case.value) note.elements.case.selectedIndex = 0;
    say("已恢复没有存入的草稿。");
  });
})();
