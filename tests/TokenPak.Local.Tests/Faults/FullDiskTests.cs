using System.Net;
using System.Text.Json;
using TokenPak.TestKit.Products;
using TokenPak.TestKit.Prompts;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Local.Tests.Faults;

/// <summary>The disk under database and spool is full: requests go on, and what could not be kept is said.</summary>
public sealed class FullDiskTests
{
    private const int Megabytes = 24;

    /// <summary>More than fits into what the database holds already.</summary>
    private const int WhileFull = 1000;

    [Fact]
    public async Task Disk_FullAndWithRoomAgain_FailsNoRequest_AndTellsWhatIsLost()
    {
        await using var product = await LocalProduct.StartAsync(new ProductOptions { DiskMegabytes = Megabytes });
        var folder = product.DataFolders.Single();
        var process = (await product.ProgramIdsAsync()).Single();
        await SendAsync(product, 5);
        await CountedAsync(product, 5, mayLose: false);

        using (SmallDisk.Fill(process, folder))
        {
            await SendAsync(product, WhileFull);
            Assert.True(await StoredAsync(product) < 5 + WhileFull, "everything was stored on a full disk");
            using var health = await ReportAsync(product, "/health");
            Assert.NotEqual("error", health.RootElement.GetProperty("status").GetString());
        }

        await SendAsync(product, 5);
        await CountedAsync(product, 10 + WhileFull, mayLose: true);
        await product.StopAsync();
    }

    private static async Task SendAsync(LocalProduct product, int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            using var request = WireRequest.Post(product.Address, Dialect.OpenAIChat, WireRequest.Ask(Dialect.OpenAIChat, "Hello."));
            using var response = await product.Client.SendAsync(request).InTimeAsync("an answer");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    private static async Task<long> StoredAsync(LocalProduct product)
    {
        using var stats = await ReportAsync(product, "/stats");
        return stats.RootElement.GetProperty("session").GetProperty("requests").GetInt64();
    }

    /// <summary>Stored and lost make up all that was sent.</summary>
    private static Task CountedAsync(LocalProduct product, int sent, bool mayLose) => Eventually.HoldsAsync(
        async () =>
        {
            using var stats = await ReportAsync(product, "/stats");
            var session = stats.RootElement.GetProperty("session");
            var (stored, lost) = (session.GetProperty("requests").GetInt64(), session.GetProperty("events_lost").GetInt64());
            return stored + lost == sent && (mayLose || lost == 0);
        },
        $"{sent} requests to be stored or called lost");

    private static async Task<JsonDocument> ReportAsync(LocalProduct product, string path) => JsonDocument.Parse(await product.Client.GetStringAsync(new Uri(path, UriKind.Relative)).InTimeAsync(path));
}
