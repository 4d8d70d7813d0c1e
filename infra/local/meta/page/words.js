// What a chat's text looks like: bold, italics and addresses, built as nodes and never as markup.
import { element } from "./api.js";

const MARKS = [
  [/\*([^\s*][^*\n]*)\*/, (found) => element("strong", {}, found[1])],
  [/(?<![\w/])_([^\s_][^_\n]*)_(?!\w)/, (found) => element("em", {}, found[1])],
  [/~([^\s~][^~\n]*)~/, (found) => element("s", {}, found[1])],
  [/https?:\/\/[^\s]+[^\s.,;:!?)]/, (found) => element("a", { href: found[0], rel: "noreferrer", target: "_blank" }, found[0])],
];

export function readable(text) {
  const nodes = [];
  let rest = text;
  while (rest) {
    const hits = MARKS.map(([pattern, make]) => ({ found: pattern.exec(rest), make })).filter((hit) => hit.found);
    if (!hits.length) break;
    const first = hits.reduce((one, other) => (other.found.index < one.found.index ? other : one));
    nodes.push(rest.slice(0, first.found.index), first.make(first.found));
    rest = rest.slice(first.found.index + first.found[0].length);
  }
  return [...nodes, rest];
}
