import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toSafeHtml } from "./text-format.js";

describe("a long text as HTML", () => {
  it.each([
    [
      "**Viktigt**: [rapporten](https://example.org)",
      '<p><strong>Viktigt</strong>: <a href="https://example.org">rapporten</a></p>',
    ],
    ["<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"],
    ["a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>"],
    ["[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"],
    ["[x](&#106;avascript:alert(1))", "<p>[x](javascript:alert(1))</p>"],
    ["<vbscript:x>", "<p>&lt;vbscript:x&gt;</p>"],
    ["![x](data:image/png;base64,x)", "<p>![x](data:image/png;base64,x)</p>"],
    ["[x](mailto:a@b.example)", '<p><a href="mailto:a@b.example">x</a></p>'],
    ["[x](/graphql)", '<p><a href="/graphql">x</a></p>'],
    [
      '[x](https://a.b "t\\" onclick=\\"x")',
      '<p><a href="https://a.b" title="t&quot; onclick=&quot;x">x</a></p>',
    ],
  ])("shows %s safely", (text, html) => {
    expect(toSafeHtml(text)).toBe(html);
  });

  // Each took another renderer 2 to 30 seconds.
  it.each(["1) ", "_a*", "*a_ ", "a*", "- a\n", "[a][b] ", "# a\n", "> "])(
    "takes no longer when it is written to: %j over and over",
    (part) => {
      const text = part.repeat(20_000 / part.length);
      const started = performance.now();
      toSafeHtml(text);
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );

  it("never holds an element or a link of the text's own, whatever is written", () => {
    const hostile = fc.array(
      fc.constantFrom(
        "<",
        ">",
        "script",
        "img src=x onerror=",
        "](",
        "[",
        "javascript:",
        '"',
        "\n",
        "`",
        "!",
        "&",
        "a",
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(hostile, (parts) => {
        const html = toSafeHtml(parts.join(""));
        expect(html).not.toMatch(/<(script|iframe|object|style)\b/i);
        expect(html).not.toMatch(/<[a-z]+[^>"]*(?:"[^"]*"[^>"]*)*\son\w+=/i);
        expect(html).not.toMatch(/(href|src)="\s*javascript:/i);
      }),
    );
  });
});
