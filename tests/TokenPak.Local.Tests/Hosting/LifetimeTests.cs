using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using TokenPak.TestKit.Products;
using TokenPak.TestKit.Upstream;

namespace TokenPak.Local.Tests.Hosting;

public sealed class LifetimeTests
{
    [Fact]
    public async Task Start_PortTaken_SaysSoInOneLine()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using var folder = new TemporaryFolder();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var second = Start(folder.Path, "--port", $"{port}");
        await second.ExitAsync();
        Assert.Equal(2, second.ExitCode);
        Assert.Contains($"tokenpak: Port {port} is already in use.", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--mode", "sideways")]
    [InlineData("--port", "70000")]
    public async Task Start_WrongOption_IsRefused(string option, string value)
    {
        using var folder = new TemporaryFolder();
        await using var process = Start(folder.Path, option, value);
        await process.ExitAsync();
        Assert.NotEqual(0, process.ExitCode);
        Assert.DoesNotContain("listens", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_StreamUnderWay_FinishesAndIsCounted()
    {
        using var folder = new TemporaryFolder();
        using var gate = new StreamGate();
        await using (var product = await LocalProduct.StartAsync(new ProductOptions { DataPath = folder.Path }))
        {
            using var behaviour = product.Upstream.Always(new Behavior { Gate = gate, Usage = new UpstreamUsage { Uncached = 111, Output = 7 } });
            gate.Release(2);
            using var response = await product.Client.SendAsync(Message(stream: true), HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);

            var stopping = product.StopAsync();
            gate.Open();
            var text = await response.Content.ReadAsStringAsync();
            Assert.Contains("message_stop", text, StringComparison.Ordinal);
            await stopping;
        }

        await using var again = await LocalProduct.StartAsync(new ProductOptions { DataPath = folder.Path });
        using var recent = JsonDocument.Parse(await again.Client.GetStringAsync("recent"));
        var row = Assert.Single(recent.RootElement.GetProperty("recent").EnumerateArray());
        Assert.Equal(111, row.GetProperty("input_tokens").GetInt64());

        // The session is this start's, the row the last one's.
        using var session = JsonDocument.Parse(await again.Client.GetStringAsync("stats/session"));
        Assert.Equal(0, session.RootElement.GetProperty("session_requests").GetInt64());
    }

    [Fact]
    public async Task Protection_WithoutAToken_MakesOneAndNamesItsFile()
    {
        using var folder = new TemporaryFolder();
        await using var product = await LocalProduct.StartAsync(new ProductOptions
        {
            DataPath = folder.Path,
            Environment = new Dictionary<string, string> { ["TOKENPAK_DASHBOARD_AUTH"] = "true" },
        });
        var file = Path.Combine(folder.Path, "admin.token");
        var token = await File.ReadAllTextAsync(file);
        Assert.True(token.Length >= 32);
        Assert.Contains(file, product.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(token, product.Output, StringComparison.Ordinal);

        using var refused = await product.Client.GetAsync("dashboard");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var signIn = await product.Client.PostAsync("dashboard/sign-in", new FormUrlEncodedContent([new("token", token)]));
        Assert.Equal(HttpStatusCode.SeeOther, signIn.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, "dashboard/");
        request.Headers.Add("Cookie", signIn.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        using var page = await product.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);

        // The dashboard reads the protected statistics with the same token.
        Assert.Contains("No requests yet", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static HttpRequestMessage Message(bool stream)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "v1/messages")
        {
            Content = new StringContent(
                $$"""{"model":"claude-sonnet-4-5","max_tokens":50,"stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"Hello"}]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("x-api-key", "sk-ant-api03-test");
        request.Headers.Add("anthropic-version", "2023-06-01");
        return request;
    }

    [Fact]
    public async Task TelemetryRebuild_BesideARunningHost_KeepsTheSums()
    {
        using var folder = new TemporaryFolder();
        await using (var nothing = Start(folder.Path, "telemetry", "rebuild"))
        {
            await nothing.ExitAsync();
            Assert.Equal(2, nothing.ExitCode);
            Assert.Contains("nothing was stored yet", nothing.Output, StringComparison.Ordinal);
        }

        await using var product = await LocalProduct.StartAsync(new ProductOptions { DataPath = folder.Path });
        using (var record = new StringContent("""{"model":"m","tokens":5,"cost":0.5}""", Encoding.UTF8, "application/json")) (await product.Client.PostAsync("ingest", record)).EnsureSuccessStatusCode();
        await using var rebuild = Start(folder.Path, "telemetry", "rebuild");
        await rebuild.ExitAsync();
        Assert.True(rebuild.ExitCode == 0, rebuild.Output);
        Assert.Contains("from 1 requests", rebuild.Output, StringComparison.Ordinal);
        using var series = JsonDocument.Parse(await product.Client.GetStringAsync("stats/series"));
        Assert.Equal(0.5m, series.RootElement.GetProperty("totals").GetProperty("cost_usd").GetDecimal());
    }

    private static ChildProcess Start(string dataPath, params string[] arguments) =>
        ChildProcess.Start("dotnet", [LocalProduct.ProgramPath, .. arguments], new Dictionary<string, string> { ["TOKENPAK_DATA_PATH"] = dataPath }, dataPath);
}
