using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TokenPak.EndToEnd.Tests.Dashboard;

/// <summary>Both themes, a phone's width, the keyboard, and what axe says.</summary>
public sealed class LookTests(SharedProduct shared, SharedBrowser browser) : DashboardTest(shared, browser)
{
    [Theory]
    [InlineData("")]
    [InlineData("models")]
    [InlineData("sessions")]
    [InlineData("session?id=look")]
    [InlineData("requests")]
    [InlineData("requests/{id}")]
    [InlineData("system")]
    [InlineData("vault")]
    public async Task Page_InBothThemesAndOnAPhone_IsAccessible(string path)
    {
        var row = await CompiledRowAsync("look");
        await using var window = await OpenAsync();
        await window.GoAsync(path.Replace("{id}", row.Text("id"), StringComparison.Ordinal));
        await Assertions.Expect(window.Page.Locator("main .card:not(.custom-form)").First).ToBeVisibleAsync();
        var light = await BackgroundAsync(window);
        Assert.Empty(await window.AxeAsync());

        await window.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await window.Page.SetViewportSizeAsync(390, 844);
        Assert.NotEqual(light, await BackgroundAsync(window));
        Assert.False(await window.ScrollsSidewaysAsync(), $"{path} scrolls sideways at 390 px");
        Assert.Empty(await window.AxeAsync());
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Theme_Switched_IsRememberedFromTheFirstByteOn()
    {
        await using var window = await OpenAsync();
        await window.GoAsync("system");
        var theme = window.Page.Locator("[data-theme-switch]");
        await Assertions.Expect(theme).ToHaveTextAsync("Theme: ◐ Auto", new() { UseInnerText = true });
        var light = await BackgroundAsync(window);

        await theme.ClickAsync();
        await theme.ClickAsync();
        await Assertions.Expect(window.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.NotEqual(light, await BackgroundAsync(window));

        var response = await window.Page.ReloadAsync();
        Assert.Contains("data-theme=\"dark\"", await (response ?? throw new InvalidOperationException("no response")).TextAsync(), StringComparison.Ordinal);
        await theme.ClickAsync();
        Assert.Equal(light, await BackgroundAsync(window));
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Keyboard_Alone_ReachesPagesAndKeepsThePeriod()
    {
        await using var window = await OpenAsync();
        await window.GoAsync("system?period=7d");
        await window.SeesAsync("All well");

        // A page that becomes live just then gives its heading the focus, once.
        await Eventually.HoldsAsync(
            async () =>
            {
                await window.Page.GetByText("Skip to the page").FocusAsync();
                await window.Page.Keyboard.PressAsync("Enter");
                return await window.Page.Locator("main").EvaluateAsync<bool>("main => main === document.activeElement");
            },
            "the page to have the focus");

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Models" }).FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync("Models");
        await Assertions.Expect(window.Page.Locator(".choice[aria-current]")).ToHaveTextAsync("7 d");
        await Assertions.Expect(window.Page.Locator("nav [aria-current='page']")).ToHaveTextAsync("Models");

        await window.Page.Locator("details.custom summary").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.GetByLabel("From (UTC)").FillAsync("2020-01-01T00:00");
        await window.Page.GetByLabel("Until (UTC)").FillAsync("2020-01-02T00:00");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).PressAsync("Enter");
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex("period=custom&from=2020-01-01"));
        await window.SeesAsync("No requests in this period.");
        Assert.Empty(window.Problems);
    }

    private static Task<string> BackgroundAsync(Window window) => window.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
