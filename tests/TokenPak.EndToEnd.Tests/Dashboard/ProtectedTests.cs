using Microsoft.Playwright;

namespace TokenPak.EndToEnd.Tests.Dashboard;

/// <summary>A product of its own that asks for the admin token, and that no request has gone through yet.</summary>
public sealed class ProtectedTests(SharedBrowser browser)
{
    private const string Token = "admin-token-of-a-browser-test";

    [Fact]
    public async Task Dashboard_Protected_OpensWithTheTokenAndTellsANewcomerWhatToSet()
    {
        await using var product = await ProductShape.StartAsync(new ProductOptions
        {
            AdminToken = Token,
            Environment = new Dictionary<string, string> { ["TOKENPAK_DASHBOARD_AUTH"] = "true" },
        });
        await using var window = await Window.OpenAsync(browser, product.Address);
        await window.Page.GotoAsync(new Uri(product.Address, "/dashboard").AbsoluteUri);
        await window.Page.GetByLabel("Admin token").FillAsync("wrong");
        Assert.Empty(await window.AxeAsync());
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        Assert.DoesNotContain("ANTHROPIC_BASE_URL", await window.Page.ContentAsync(), StringComparison.Ordinal);

        await window.Page.GetByLabel("Admin token").FillAsync(Token);
        window.Problems.Clear();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        var origin = product.Address.GetLeftPart(UriPartial.Authority);
        await window.SeesAsync("No requests yet");
        foreach (var setting in new[] { $"ANTHROPIC_BASE_URL={origin}", $"OPENAI_BASE_URL={origin}/v1", $"GOOGLE_GEMINI_BASE_URL={origin}" }) await window.SeesAsync(setting);
        Assert.Empty(await window.AxeAsync());

        // The page is live behind the sign-in: the first request replaces the advice.
        var answer = await Answer.GetAsync(product, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Hello"));
        Assert.Equal(200, answer.Status);
        await window.SeesAsync("Saved, net");
        await Assertions.Expect(window.Page.GetByText("No requests yet")).ToHaveCountAsync(0);
        Assert.Empty(window.Problems);
    }
}
