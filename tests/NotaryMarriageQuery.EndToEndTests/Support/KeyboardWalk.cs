using Microsoft.Playwright;
using Shouldly;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>Walks through a page with the Tab key alone.</summary>
internal static class KeyboardWalk
{
    // Lists are as long as their data; their first lines say enough.
    private const int Most = 40;

    // Numbers what the keyboard must reach, of a group of radio buttons the one that stands for it, and notes where the focus comes and whether it shows.
    private const string Prepare = """
        most => {
          const main = document.querySelector('main');
          const groups = new Set();
          const stops = [...main.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary')].filter(e => {
            if (e.disabled || e.tabIndex < 0 || e.getClientRects().length === 0) return false;
            if (e.type !== 'radio') return true;
            const checked = main.querySelector(`input[type=radio][name="${e.name}"]:checked`);
            if ((checked && checked !== e) || groups.has(e.name)) return false;
            groups.add(e.name);
            return true;
          }).slice(0, most);
          window.reached = [];
          main.addEventListener('focusin', event => {
            const style = getComputedStyle(event.target);
            const shows = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
            window.reached.push(`${stops.indexOf(event.target)}${shows ? '' : ' unseen'}`);
          });
          main.tabIndex = -1;
          main.focus();
          window.reached = [];
          return [stops.length, stops.filter(e => ['date', 'time', 'datetime-local'].includes(e.type)).length];
        }
        """;

    // Day, month and year of a date are stops of their own, and the button of its calendar.
    private const int StopsInADate = 4;

    // A table that is wider than its place scrolls, and is then a stop itself.
    private const int ScrollingParts = 5;

    /// <summary>Every control is reached by Tab in the order of the page, and shows that it is.</summary>
    public static async Task ShouldServeTheKeyboardAsync(this IPage page)
    {
        if (await page.EvaluateAsync<int[]>(Prepare, Most) is not [var stops, var dates] || stops == 0)
        {
            return;
        }

        for (var i = 0; i < stops + (dates * StopsInADate) + ScrollingParts; i++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        var reached = await page.EvaluateAsync<string[]>("window.reached");
        reached.Where(r => !r.StartsWith("-1", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Take(stops).ShouldBe(Enumerable.Range(0, stops).Select(i => $"{i}"));
    }
}
