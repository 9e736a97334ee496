using Microsoft.Playwright;
using TokenPak.EndToEnd.Tests.Dashboard;

namespace TokenPak.EndToEnd.Tests.Vault;

/// <summary>The vault's page in a real browser.</summary>
public sealed class VaultPageTests(VaultProduct vault, SharedBrowser browser)
{
    [Fact]
    public async Task Search_Typed_ShowsCitationsScoresAndPreviews()
    {
        await using var window = await Window.OpenAsync(browser, vault.Product.Address);
        await window.GoAsync("vault");
        await window.SeesAsync("Indexed");

        await window.Page.GetByRole(AriaRole.Searchbox).FillAsync("ferry Gullbringa");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();

        var row = window.Page.Locator(".hits tbody tr").First;
        await Assertions.Expect(row).ToContainTextAsync("ferries.md:1-2");
        await Assertions.Expect(row).ToContainTextAsync("leaves Harstad at 07:40");
        await Assertions.Expect(row.Locator("td.number").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^\d+\.\d\d"));
        Assert.Empty(await window.AxeAsync());
        await window.Page.SetViewportSizeAsync(390, 844);
        Assert.False(await window.ScrollsSidewaysAsync(), "the page scrolls sideways at 390 px");
        Assert.EndsWith("vault?q=ferry%20Gullbringa", window.Page.Url, StringComparison.Ordinal);
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task File_WithMarkupInNameAndText_IsShownAsText()
    {
        await File.WriteAllTextAsync(Path.Combine(vault.Folder, "<img src=x onerror=alert(1)>.md"), "quokka <script>alert(2)</script><b id=planted>bold</b> \u202Egpj");
        await Eventually.HoldsAsync(async () => (await vault.GetAsync("/vault/search?q=quokka")).GetProperty("results").GetArrayLength() == 1, "the file to be indexed");
        try
        {
            await using var window = await Window.OpenAsync(browser, vault.Product.Address);
            await window.GoAsync("vault?q=quokka");

            await window.SeesAsync("<script>alert(2)</script><b id=planted>");
            await window.SeesAsync("<img src=x onerror=alert(1)>.md");
            await Assertions.Expect(window.Page.Locator("img[src='x'], #planted, [onerror], main script")).ToHaveCountAsync(0);
            Assert.DoesNotContain("\u202E", await window.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
            Assert.Empty(window.Problems);
        }
        finally
        {
            File.Delete(Path.Combine(vault.Folder, "<img src=x onerror=alert(1)>.md"));
            await Eventually.HoldsAsync(async () => (await vault.GetAsync("/vault/search?q=quokka")).GetProperty("results").GetArrayLength() == 0, "the file to go");
        }
    }
}
