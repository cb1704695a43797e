// What a learner has laid on the board, as quiz/laid.py finds it: by explanation and column, the strongest first.

export function laidOn(board, { lines }) {
  const attempts = lines.map((line) => JSON.parse(line));
  const placed = board.questions.flatMap((question) => placements(question, attempts, board));
  const pieces = (id, code) =>
    placed
      .filter(({ explanation, stance }) => explanation === id && stance === code)
      .map(({ mark, said }) => [mark, said]);
  return {
    empty: placed.length ? "" : board.empty,
    laid: board.explanations.map(([id, label]) => [
      label,
      board.columns.map(([codes, head]) => [head, codes.flatMap((code) => pieces(id, code))]),
    ]),
  };
}

// Of a question the last answer counts; what a piece did at first is the first that was ever said of it.
function placements({ id, evidence }, attempts, { explanations, columns, atFirst }) {
  const names = new Map(explanations);
  const stances = columns.flatMap(([codes]) => codes);
  const first = new Map();
  let now = [];
  for (const { response } of attempts.filter(({ question }) => question === id)) {
    const made = evidence.flatMap((piece) =>
      Object.entries(response?.[piece.id] ?? {}).map(([explanation, stance]) => {
        const strong = String(stance).startsWith("strongly-");
        return { ...piece, said: strong ? piece.strong : piece.said, explanation, stance };
      }),
    );
    const isOdd = (one) => !names.has(one.explanation) || !stances.includes(one.stance);
    const isKnown = (name) => evidence.some((piece) => piece.id === name);
    if (!made.length || made.some(isOdd) || !Object.keys(response).every(isKnown)) continue; // no longer what was laid
    now = made.map((one) => {
      const key = `${one.id} ${one.explanation}`;
      if (!first.has(key)) first.set(key, one.stance);
      const before = first.get(key);
      return before === one.stance ? one : { ...one, said: `${one.said} ${atFirst[before]}` };
    });
  }
  return now;
}
