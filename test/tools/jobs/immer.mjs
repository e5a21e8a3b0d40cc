// Changes a tree of objects, arrays, maps and sets through drafts, ROUNDS times (50 unless told), with patches there and back.
import {
  Immer, applyPatches, createDraft, current, enableMapSet, enablePatches, finishDraft, immerable, isDraft, original,
  produce, produceWithPatches,
} from "immer";

enableMapSet();
enablePatches();

class Account {
  [immerable] = true;
  history = [];
  #limit = 10;

  constructor(owner) {
    this.owner = owner;
  }

  get size() {
    return this.history.length;
  }

  book(amount) {
    if (amount > this.#limit) throw new RangeError(`over ${this.#limit}`);
    this.history.push(amount);
  }
}

const start = {
  users: Array.from({ length: 30 }, (_, id) => ({ id, name: `user ${id}`, tags: ["a", "b"], address: { city: id % 2 ? "Kiel" : "Bern" } })),
  byId: new Map([[1, { seen: 0 }], ["two", { seen: 0 }]]),
  open: new Set([{ n: 1 }, { n: 2 }, "three"]),
  account: new Account("me"),
};

const step = (round) => (draft) => {
  const user = draft.users[round % draft.users.length];
  user.name = `${user.name}!`;
  user.tags.unshift(`t${round}`);
  if (user.tags.length > 4) user.tags.length = 3;
  draft.users.sort((a, b) => a.id - b.id).reverse();
  draft.users.splice(round % 5, 1, { ...current(user), id: round });
  delete draft.users[0].address;
  draft.byId.get(1).seen++;
  draft.byId.set(`key ${round % 6}`, { seen: round });
  if (round % 3 === 0) draft.byId.delete("two");
  for (const each of draft.open) if (typeof each === "object") each.n += 1;
  if (round % 4 === 0) draft.open.add(`more ${round % 8}`);
  draft.account.history.push(draft.account.size);
  if (round % 10 === 9) {
    draft.byId.clear();
    draft.byId.set(1, { seen: 0 });
  }
};

let state = start;
let undone = 0;
for (let round = 0; round < Number(process.env.ROUNDS ?? 50); round++) {
  const [next, patches, inverse] = produceWithPatches(state, step(round));
  const again = applyPatches(state, patches);
  const back = applyPatches(next, inverse);
  undone += Number(JSON.stringify(shown(back)) === JSON.stringify(shown(state)));
  undone += Number(JSON.stringify(shown(again)) === JSON.stringify(shown(next)));
  state = next;
}

/** A state as plain data. */
function shown({ users, byId, open, account }) {
  return { users, byId: [...byId], open: [...open], history: account.history, owner: account.owner, size: account.size };
}

console.log(JSON.stringify(shown(state)));
console.log(undone, Object.isFrozen(state.users), start.users.length, state.account instanceof Account);
console.log(produce(state, () => undefined) === state, produce((draft, key) => void (draft[key] = 1))({}, "x"));
const draft = createDraft({ a: { b: 1 } });
draft.a.b = 2;
console.log(isDraft(draft), original(draft).a.b, finishDraft(draft));
console.log(new Immer({ autoFreeze: false }).produce({ n: [1] }, ({ n }) => void n.push(2)));
for (const wrong of [
  () => produce({ n: 1 }, (d) => ((d.n = 2), { n: 3 })), () => produce(state, (d) => d.account.book(3)),
  () => void (state.users[0].name = "x"),
  () => Object.defineProperty(createDraft({}), "x", {}), () => createDraft(3), () => current({}),
  () => applyPatches({}, [{ op: "replace", path: ["a", "b"], value: 1 }]),
]) {
  try {
    wrong();
  } catch (error) {
    console.log(error.name, error.message);
  }
}
