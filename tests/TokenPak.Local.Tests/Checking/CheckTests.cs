using System.Net;
using System.Text.Json;
using TokenPak.Local.Checking;

namespace TokenPak.Local.Tests.Checking;

public sealed class CheckTests
{
    [Theory]
    [InlineData(401, false, nameof(Verdict.Good))]
    [InlineData(403, false, nameof(Verdict.Good))]
    [InlineData(401, true, nameof(Verdict.Wrong))]
    [InlineData(200, true, nameof(Verdict.Good))]
    [InlineData(429, true, nameof(Verdict.Note))]
    [InlineData(500, true, nameof(Verdict.Note))]
    [InlineData(529, true, nameof(Verdict.Note))]
    [InlineData(502, false, nameof(Verdict.Note))]
    [InlineData(502, true, nameof(Verdict.Wrong))]
    [InlineData(504, true, nameof(Verdict.Wrong))]
    [InlineData(404, true, nameof(Verdict.Note))]
    public void ProviderAnswer_IsRead(int status, bool withKey, string expected) =>
        Assert.Equal(expected, ProviderCheck.Read(ProviderProbe.All[0], withKey ? "ANTHROPIC_API_KEY" : null, (HttpStatusCode)status).Verdict.ToString());

    [Fact]
    public void Environment_PointingHere_IsGood() =>
        Assert.Equal([Verdict.Good, Verdict.Good, Verdict.Good], Check(("ANTHROPIC_BASE_URL", "http://localhost:8766/"), ("OPENAI_BASE_URL", "http://127.0.0.1:8766/v1"), ("GOOGLE_GEMINI_BASE_URL", "http://localhost:8766")));

    [Fact]
    public void Environment_OpenAIWithoutItsPath_IsWrong() => Assert.Equal(Verdict.Wrong, Check(("OPENAI_BASE_URL", "http://localhost:8766"))[1]);

    [Fact]
    public void Environment_ElsewhereOrUnset_IsANote() =>
        Assert.Equal([Verdict.Note, Verdict.Note, Verdict.Note], Check(("ANTHROPIC_BASE_URL", "https://api.anthropic.com")));

    [Fact]
    public void Environment_NoAddress_IsWrong() => Assert.Equal(Verdict.Wrong, Check(("ANTHROPIC_BASE_URL", "localhost"))[0]);

    [Theory]
    [InlineData("""{"status":"ok","compilation_mode":"full","version":"1"}""", nameof(Verdict.Good))]
    [InlineData("""{"status":"degraded","degraded":["telemetry"],"compilation_mode":"full"}""", nameof(Verdict.Wrong))]
    [InlineData("""{"status":"ok","compilation_mode":"off"}""", nameof(Verdict.Note))]
    [InlineData("""{"status":"protected"}""", nameof(Verdict.Wrong))]
    public void Health_IsRead(string health, string worst)
    {
        using var document = JsonDocument.Parse(health);
        Assert.Equal(worst, HealthCheck.Read(document.RootElement, "http://localhost:1").Max(finding => finding.Verdict).ToString());
    }

    [Fact]
    public void DegradedHealth_NamesTheParts()
    {
        using var document = JsonDocument.Parse("""{"status":"degraded","degraded":["telemetry","cache"],"compilation_mode":"full"}""");
        Assert.Contains("telemetry, cache", HealthCheck.Read(document.RootElement, "").First().Text, StringComparison.Ordinal);
    }

    private static Verdict[] Check(params (string Name, string Value)[] variables)
    {
        var environment = variables.ToDictionary(v => v.Name, v => v.Value);
        return [.. EnvironmentCheck.Run(8766, environment.GetValueOrDefault).Select(finding => finding.Verdict)];
    }
}
