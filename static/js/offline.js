"use strict";

// What is typed at intake survives a lost network: sealed on the device, sent once when the connection is back, and gone after sign-out.
(() => {
  const DRAFT = "offline-draft";
  const { owner, read, encode, decode, key } = Sealed;
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !event.target.matches("[data-sign-out]")) return;
    localStorage.removeItem(DRAFT);
    Sealed.forget();
  });
  if (owner && (read(localStorage, DRAFT)?.owner ?? owner) !== owner) localStorage.removeItem(DRAFT);

  const form = document.querySelector("form[data-offline]");
  if (!form || !Sealed.able) return;
  const banner = document.querySelector("#offline");
  let lost = !navigator.onLine;
  let sending = false;
  let submitted = false; // once sent without a connection it stays to be sent, whatever is typed after
  let timer;

  const tell = (text) => {
    banner.textContent = text;
    banner.hidden = !text;
  };

  const keep = async () => {
    const ready = submitted;
    const found = await key();
    if (!found) return tell("网络中断，本机没有密钥，内容只在本页：请不要关闭本页。");
    const body = new URLSearchParams(new FormData(form));
    body.delete("csrfmiddlewaretoken");
    const token = form.elements.token.value;
    const { iv, data } = await Sealed.seal(found, new TextEncoder().encode(body.toString()));
    const draft = { token, owner, ready, id: found.id, action: form.action, iv: encode(iv), data: encode(data) };
    localStorage.setItem(DRAFT, JSON.stringify(draft));
    tell(ready ? "网络中断：申请已加密保存在本机，恢复连接后自动提交一次，请不要重复登记。" : "网络中断：所填内容已加密保存在本机，恢复连接后继续。");
  };

  const open = async (draft, found) => {
    if (found.id !== draft.id) return null;
    const text = await Sealed.unseal(found, { iv: decode(draft.iv), data: decode(draft.data) });
    return text && new URLSearchParams(new TextDecoder().decode(text));
  };

  const post = (address, body) => {
    const headers = { "X-CSRFToken": document.querySelector("meta[name=csrf]").content };
    return fetch(address, { method: "POST", body, headers }).catch(() => null);
  };

  const send = async () => {
    const draft = read(localStorage, DRAFT);
    if (!draft || sending) return;
    sending = true;
    const found = await key();
    const body = found && (await open(draft, found));
    if (!found) return (sending = false);
    if (!body) {
      localStorage.removeItem(DRAFT);
      sending = false;
      return tell("本机保存的内容属于以前的登录，已不能读取，已清除。");
    }
    const answer = await post(draft.ready ? draft.action : form.dataset.autosave, body);
    sending = false;
    if (!answer) return;
    if (answer.url.includes("/accounts/")) return tell("登录已过期：重新登录后打开本页，本机保存的内容自动提交。");
    if (answer.ok) {
      localStorage.removeItem(DRAFT);
      if (draft.ready) return location.assign(answer.url);
      return tell("连接已恢复，所填内容已保存到服务器。");
    }
    if (answer.status !== 422) return;
    await post(form.dataset.autosave, body);
    localStorage.removeItem(DRAFT);
    location.assign(`${location.pathname}?draft=${draft.token}`);
  };

  const back = () => {
    lost = false;
    send();
  };
  window.addEventListener("offline", () => {
    lost = true;
    keep();
  });
  window.addEventListener("online", back);
  document.addEventListener("office:lost", () => {
    lost = true;
    keep();
  });
  document.addEventListener("office:saved", back);
  const later = () => {
    clearTimeout(timer);
    if (lost) timer = setTimeout(() => keep(), 500);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", (event) => {
    if (!lost) return localStorage.removeItem(DRAFT);
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(timer);
    submitted = true;
    keep();
  });
  key().then(send);
})();
