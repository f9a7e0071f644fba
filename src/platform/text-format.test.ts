import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toSafeHtml } from "./text-format.js";

describe("a long text as HTML", () => {
  it.each([
    [
      "**Viktigt**: [rapporten](https://example.org)",
      '<p><strong>Viktigt</strong>: <a href="https://example.org">rapporten</a></p>',
    ],
    ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    ["a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>"],
    ["[x](javascript:alert(1))", '<p><a href="">x</a></p>'],
    ["![x](data:text/html,x)", '<p><img src="" alt="x" /></p>'],
    [
      '[x](https://a.b "t\\" onclick=\\"x")',
      '<p><a href="https://a.b" title="t&quot; onclick=&quot;x">x</a></p>',
    ],
  ])("shows %s safely", (text, html) => {
    expect(toSafeHtml(text)).toBe(html);
  });

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
