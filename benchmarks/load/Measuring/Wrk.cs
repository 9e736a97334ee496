using System.Diagnostics;
using System.Globalization;
using System.Text;
using TokenPak.Load.Bodies;

namespace TokenPak.Load.Measuring;

/// <summary>The load generator, from Debian's package of that name.</summary>
internal sealed class Wrk : IDisposable
{
    private const string Prefix = "load-result";

    private readonly string _folder = Directory.CreateTempSubdirectory("tokenpak-wrk-").FullName;
    private readonly Dictionary<RequestBody, string> _scripts = [];

    public static bool IsInstalled => OnPath("wrk");

    public static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, program)));

    public async Task<WrkResult> RunAsync(Uri address, RequestBody body, int connections, int seconds)
    {
        var start = new ProcessStartInfo("wrk", ["-t1", $"-c{connections}", $"-d{seconds}s", "--timeout", "10s", "-s", ScriptFor(body), new Uri(address, RequestBody.Path).ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("wrk did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var line = output.Split('\n').FirstOrDefault(l => l.StartsWith(Prefix, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"wrk ended with {process.ExitCode}: {await errors}{output}");
        var numbers = line.Split(' ')[1..].Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return new WrkResult((long)numbers[0], numbers[1] / 1e6, (long)numbers[2], numbers[3] / 1e3, numbers[4] / 1e3);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string ScriptFor(RequestBody body)
    {
        if (_scripts.TryGetValue(body, out var known)) return known;

        var number = _scripts.Count.ToString(CultureInfo.InvariantCulture);
        var head = Path.Combine(_folder, number + ".head");
        File.WriteAllBytes(head, body.Head);
        var script = new StringBuilder();
        script.Append("local function read(path) local f = assert(io.open(path, 'rb')); local all = f:read('*a'); f:close(); return all end\n");
        script.Append(CultureInfo.InvariantCulture, $"local head = read('{head}')\nwrk.method = 'POST'\n");
        foreach (var (name, value) in RequestBody.Headers) script.Append(CultureInfo.InvariantCulture, $"wrk.headers['{name}'] = '{value}'\n");
        if (body.Tail is null)
        {
            script.Append("wrk.body = head\n");
        }
        else
        {
            var tail = Path.Combine(_folder, number + ".tail");
            File.WriteAllBytes(tail, body.Tail);
            // A number that no run before this one has used: the time in whole seconds, then a counter.
            script.Append(CultureInfo.InvariantCulture, $"local tail = read('{tail}')\nlocal turn = os.time() % 100000 * 1000000\n");
            script.Append("request = function() turn = turn + 1; return wrk.format(nil, nil, nil, head .. string.format('%011d', turn) .. tail) end\n");
        }

        script.Append("done = function(s, l) io.write(string.format('").Append(Prefix)
            .Append(" %d %d %d %f %f\\n', s.requests, s.duration, s.errors.connect + s.errors.read + s.errors.write + s.errors.status + s.errors.timeout, l:percentile(50), l:percentile(99))) end\n");
        var path = Path.Combine(_folder, number + ".lua");
        File.WriteAllText(path, script.ToString());
        return _scripts[body] = path;
    }
}
