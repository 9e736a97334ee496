using Microsoft.Playwright;
using TokenPak.EndToEnd.Tests.Privacy;

namespace TokenPak.EndToEnd.Tests.Dashboard;

/// <summary>What was left out, and can be fetched back, is told apart from what was only written shorter.</summary>
public sealed class RecoverableTests(SharedProduct shared, SharedBrowser browser) : DashboardTest(shared, browser)
{
    [Fact]
    public async Task StagesThatLeaveTextOut_AreMarked_InTheReceiptAndOnTheOverview()
    {
        var (stage, text) = LossyTexts.WithCanary("pier").First(lossy => lossy.Stage == "lines");
        var row = await Product.RowAsync(await Answer.GetAsync(Product, LossyTexts.RequestWith(Product.Address, stage, text, "What happened?")));
        await CompiledRowAsync("lossless");
        await using var window = await OpenAsync();

        await window.GoAsync("requests/" + row.Text("id"));
        var steps = window.Page.GetByRole(AriaRole.Region, new() { Name = "Tokens at each stage" });
        await Assertions.Expect(Step(steps, "lines")).ToContainTextAsync("recoverable");
        await Assertions.Expect(Step(steps, "before")).Not.ToContainTextAsync("recoverable");

        await window.GoAsync("?period=all");
        var stages = window.Page.GetByRole(AriaRole.Region, new() { Name = "Savings by stage" });
        await Assertions.Expect(Step(stages, "lines")).ToContainTextAsync("recoverable");
        await Assertions.Expect(Step(stages, "json")).Not.ToContainTextAsync("recoverable");
        Assert.Empty(window.Problems);
    }

    private static ILocator Step(ILocator table, string stage) => table.Locator("tbody th", new() { Has = table.Page.Locator($".name:text-is('{stage}')") });
}
