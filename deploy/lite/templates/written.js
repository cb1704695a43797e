// Answers that are written or pointed at, graded as Python does it: a number, a date, a name, a place.

const DAY = 86_400_000; // ms
const EARTH_KM = 6371.0088;
const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
  "november", "december"]; // prettier-ignore
const EASTERN = { "٫": ".", "٬": ",", "−": "-" };
const SPACES = /[\s\x1c-\x1f\x85]+/u;
// Letters that Arabic writers use for each other, and what a Persian keyboard has in their place.
const ARABIC = {
  أ: "ا",
  إ: "ا",
  آ: "ا",
  ٱ: "ا",
  ى: "ي",
  ة: "ه",
  ؤ: "و",
  ئ: "ي",
  ـ: "",
  ی: "ي",
  ک: "ك",
};
// Where a word begins or ends, in any writing: \b of JavaScript knows Latin letters alone.
const START = "(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_])";
const END = "(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])";
const ARTICLE = new RegExp(`${START}(?:al|el)[\\s-]+|${START}ال`, "gu");
const GROUPED = "-?\\p{Nd}{1,3}(?:[ ,\\u00a0\\u202f]\\p{Nd}{3})+(?!\\p{Nd})(?:\\.\\p{Nd}+)?";

const right = ({ feedback }) => ({
  verdict: "right",
  score: 1,
  text: feedback,
  parts: [],
  marks: [],
});
const wrong = (text) => ({ verdict: "wrong", score: 0, text, parts: [], marks: [] });

// What is said of a wrong answer: of a misreading that is known, its own.
const misread = ({ misreadings, otherwise }, given) =>
  wrong(misreadings.find(([value]) => value === given)?.[1] ?? otherwise);

export function numbered(grading, response) {
  const value = typeof response === "number" ? response : numberIn(response);
  return Math.abs(value - grading.answer) <= grading.limit
    ? right(grading)
    : misread(grading, value);
}

export function dated(grading, response) {
  const written = dateIn(String(response));
  const [first, last] = daysOf(written);
  const [[start], [, end]] = [daysOf(grading.first), daysOf(grading.last)];
  const near = first - end <= grading.slack && start - last <= grading.slack;
  if (!near) return misread(grading, written);
  return written.split("-").length - 1 < grading.needed ? wrong(grading.more) : right(grading);
}

export function named(grading, response) {
  const asked = plain(short(response));
  return asked && grading.accepted.includes(asked) ? right(grading) : misread(grading, asked);
}

export function placed(grading, response) {
  if (typeof response === "string") {
    const asked = plain(short(response));
    if (asked && grading.accepted.includes(asked)) return right(grading);
    const away = Object.hasOwn(grading.others, asked) ? `${grading.others[asked]} ` : "";
    return wrong(away + grading.otherwise);
  }
  const [lat, lon] = response;
  if (response.length !== 2 || !(Math.abs(lat) <= 90 && Math.abs(lon) <= 180))
    throw new RangeError("no point");
  const missed = distanceKm(lat, lon, grading.lat, grading.lon);
  const away = grading.point.replace("{distance}", missed.toFixed(0));
  if (missed <= grading.within) return right({ feedback: `${grading.feedback} ${away}` });
  const score = Math.min(Math.max(0, 1 - missed / (5 * grading.within)), 0.9);
  return {
    ...wrong(`${away} ${grading.otherwise}`),
    score,
    verdict: score > 0 ? "partly" : "wrong",
  };
}

// The one number in a text: "about 1,050 km" is 1050.
function numberIn(text) {
  const found =
    size(text) <= 100
      ? western(text).match(new RegExp(`${GROUPED}|-?\\p{Nd}+(?:[.,]\\p{Nd}+)?`, "gu"))
      : null;
  if (found?.length !== 1) throw new RangeError("not one number");
  const isGrouped = new RegExp(`^(?:${GROUPED})$`, "u").test(found[0]);
  return Number(
    digits(isGrouped ? found[0].replace(/[ ,\u00a0\u202f]/gu, "") : found[0].replace(",", ".")),
  );
}

// A written date as ISO 8601 has it: "19 July 2022" is 2022-07-19.
function dateIn(given) {
  if (size(given) > 60) throw new RangeError("not a date");
  const text = western(given)
    .replaceAll(",", " ")
    .split(SPACES)
    .filter(Boolean)
    .join(" ")
    .toLowerCase();
  if (/^\p{Nd}{4}(-\p{Nd}{2}(-\p{Nd}{2})?)?$/u.test(text)) {
    daysOf(text);
    return text;
  }
  const each = (pattern) =>
    [...text.matchAll(new RegExp(`${START}${pattern}${END}`, "gu"))].map(([, one]) => one);
  const year = each("(\\p{Nd}{4})");
  const month = MONTHS.flatMap((name, n) =>
    each(`(${name}|${name.slice(0, 3)}|${name.slice(0, 4)})`).length ? n + 1 : [],
  );
  const day = each("(\\p{Nd}{1,2})(?:st|nd|rd|th)?");
  if (year.length !== 1 || month.length > 1 || day.length > 1 || (day.length && !month.length))
    throw new RangeError("not one date");
  const iso = [
    year[0],
    ...[...month, ...day.map((one) => Number(digits(one)))].map((n) => `${n}`.padStart(2, "0")),
  ].join("-");
  daysOf(iso);
  return iso;
}

// The first and the last day that a date can mean, counted from 1970.
function daysOf(iso) {
  const [, year, month, day] = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$/
    .exec(iso)
    .map((part) => part && Number(part));
  const at = (y, m, d) => {
    const moment = new Date(0);
    moment.setUTCFullYear(y, m - 1, d);
    return moment;
  };
  const first = at(year, month ?? 1, day ?? 1);
  const last = day ? first : at(year, (month ?? 12) + 1, 0);
  const there = first.getUTCMonth() + 1 === (month ?? 1) && first.getUTCDate() === (day ?? 1);
  if (year < 1 || !there) throw new RangeError("no such day");
  return [first / DAY, last / DAY];
}

// The form in which two spellings are compared; text_matching.py says why.
function plain(text) {
  const letters = text
    .replace(/['’‘`´ʿʾʼ]/gu, "")
    .normalize("NFKC")
    .replace(/./gsu, (sign) => ARABIC[sign] ?? sign);
  const bare = letters.normalize("NFKD").replace(/[\p{Mn}\p{Cf}]/gu, "");
  const folded = bare.toLowerCase().replace(/ß/gu, "ss").replace(/ς/gu, "σ");
  const words = folded.replace(ARTICLE, "").replace(/[^\p{L}\p{N}_\s\x1c-\x1f\x85]/gu, " ");
  return words.split(SPACES).filter(Boolean).join(" ");
}

function distanceKm(lat, lon, toLat, toLon) {
  const radians = (degrees) => (degrees * Math.PI) / 180;
  const [a, b, step] = [radians(lat), radians(toLat), radians(toLon - lon)];
  const chord = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(step / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function short(response) {
  if (typeof response !== "string" || size(response) > 200) throw new RangeError("not a name");
  return response;
}

const size = (text) => [...text].length;

// Arabic and Persian digits and signs of a number as the ones of other languages.
function western(text) {
  const sign = (one) => EASTERN[one] ?? String("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹".indexOf(one) % 10);
  return text.replace(/[٠-٩۰-۹٫٬−]/gu, sign);
}

// Digits of any writing as 0 to 9: in each they stand one after the other, from zero on.
function digits(text) {
  return text.replace(/(?![0-9])\p{Nd}/gu, (one) => {
    let zero = one.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((one.codePointAt(0) - zero) % 10);
  });
}
