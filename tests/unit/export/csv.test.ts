import { expect, test } from "vitest";
import { csvLine } from "#lib/export/csv";

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "＝1", "＠x"])(
  "%j can't become a formula in a spreadsheet",
  (text) => {
    expect(csvLine([text]).replace(/^"/, "")).toMatch(/^'/);
  },
);

test("numbers stay numbers, and text with quotes, commas and line breaks comes back whole", () => {
  expect(csvLine([-5, null, true, 'say "hi", Zoë', "a\nb", "", " x"])).toBe(
    '-5,,true,"say ""hi"", Zoë","a\nb",," x"\r\n',
  );
});
