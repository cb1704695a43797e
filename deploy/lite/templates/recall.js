// Which questions come back, as review.py chooses them: first what went wrong, then what was not seen for longest.

const MOST = 3;

// The ids of what comes back; `asked` has the ids that there are, the nearest lesson first, and `lines` are in order.
export function due({ name, asked }, lines, today) {
  const last = new Map();
  for (const [place, line] of lines.entries()) {
    const { quiz, question, score, time } = JSON.parse(line);
    if (quiz !== name || !time.startsWith(today))
      last.set(question, { right: Number(score === 1), place });
  }
  const urgency = (id) => last.get(id) ?? { right: 1, place: -1 };
  const by = (one, other) => one.right - other.right || one.place - other.place;
  return asked.toSorted((one, other) => by(urgency(one), urgency(other))).slice(0, MOST);
}
