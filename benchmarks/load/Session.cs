using TokenPak.Load.Bodies;
using TokenPak.Load.Measuring;
using TokenPak.Load.Reporting;
using TokenPak.Load.Targets;

namespace TokenPak.Load;

/// <summary>One run of the benchmark.</summary>
internal sealed class Session(LoadOptions options, RunningTargets targets)
{
    public static async Task<int> RunAsync(LoadOptions options, CancellationToken cancelled)
    {
        if (!Wrk.IsInstalled)
        {
            await Console.Error.WriteLineAsync("This needs wrk: sudo apt-get install -y --no-install-recommends wrk");
            return 1;
        }

        var recipes = Recipes(options).ToArray();
        await using var targets = await RunningTargets.StartAsync(recipes, options.Proxies.Contains("distributed", StringComparer.Ordinal) ? ["off", "full"] : []);
        var session = new Session(options, targets);
        await session.CheckAsync();
        Console.WriteLine($"{Environment.ProcessorCount} processors, {options.Rounds} rounds of {options.Seconds} s, provider, load and proxy on the same machine.\n");
        if (options.Wants("load")) await session.LoadAsync(cancelled);
        if (options.Wants("stream")) await session.StreamAsync();
        if (options.Wants("start")) await session.StartsAsync(recipes, cancelled);
        return 0;
    }

    private static IEnumerable<Recipe> Recipes(LoadOptions options)
    {
        bool Wants(string proxy) => options.Proxies.Length == 0 || options.Proxies.Contains(proxy, StringComparer.Ordinal);

        if (Wants("yarp")) yield return Recipe.BareYarp;
        if (Wants("nginx") && Wrk.OnPath("nginx")) yield return Recipe.Nginx;
        else if (Wants("nginx")) Console.WriteLine("nginx is not installed (Debian: nginx-light) and is left out.\n");
        foreach (var (name, program) in options.Builds.Prepend(new("TokenPak.Local", LocalBuild.Path)))
        {
            if (program.Length == 0) continue;
            if (Wants("pass")) yield return Recipe.Local($"{name}, off, no events", program, "off", publishes: false);
            if (Wants("off")) yield return Recipe.Local($"{name}, off", program, "off");
            if (Wants("full")) yield return Recipe.Local($"{name}, full", program, "full");
        }
    }

    /// <summary>Says what the compiling targets make of the agent's request: a ratio of a target that does nothing would mislead.</summary>
    private async Task CheckAsync()
    {
        using var client = Post.NewClient();
        foreach (var target in targets.All)
        {
            await Post.SendAndReadAsync(client, target, RequestBody.Agent);
            var headers = await Post.SendAndReadAsync(client, target, RequestBody.Agent);
            if (!target.Compiles) continue;

            string Header(string name) => headers.TryGetValues(name, out var values) ? string.Join(',', values) : "?";
            Console.WriteLine($"{target.Name}: agent body of {RequestBody.Agent.Size}, {Header("x-tokenpak-tokens-before")} tokens before, {Header("x-tokenpak-tokens-after")} after.\n");
        }
    }

    private async Task LoadAsync(CancellationToken cancelled)
    {
        using var wrk = new Wrk();
        var loads = Loads().Where(load => options.Bodies.Length == 0 || options.Bodies.Any(name => load.Body.Name.EndsWith(name, StringComparison.Ordinal))).ToArray();
        foreach (var target in targets.All)
        {
            foreach (var body in loads.Select(load => load.Body).Where(body => body.Tail is null).Distinct()) await wrk.RunAsync(target.Address, body, 8, options.WarmUpSeconds);
        }

        var runs = new List<Run>();
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var load in loads)
            {
                // Each round starts with another target, so that none always follows the same one.
                var order = targets.All.Where(target => !load.OnlyCompiling || target.Compiles || target.Name is Target.Direct or Target.BareYarp).ToArray();
                for (var i = 0; i < order.Length; i++)
                {
                    cancelled.ThrowIfCancellationRequested();
                    var run = await Run.MeasureAsync(wrk, targets, order[(i + round) % order.Length], load, round, options.Seconds);
                    if (run.Wrk.Failures > 0) throw new InvalidOperationException($"{run.Target.Name} failed {run.Wrk.Failures} of {run.Wrk.Requests} requests ({load}).\n{run.Target.Child?.Output}");
                    runs.Add(run);
                }
            }
        }

        LoadReport.Write(Console.Out, runs);
    }

    private IEnumerable<Workload> Loads()
    {
        if (!options.Quick) yield return new Workload(RequestBody.Tiny, 8);
        yield return new Workload(RequestBody.Chat, 8);
        if (!options.Quick) yield return new Workload(RequestBody.Chat, 1);
        yield return new Workload(RequestBody.Agent, 8);
        yield return new Workload(RequestBody.Agent, 1);
        yield return new Workload(RequestBody.AgentTurn, 1, OnlyCompiling: true);
    }

    private async Task StreamAsync()
    {
        using var probe = new StreamProbe();
        StreamReport.Write(Console.Out, await probe.RunAsync(targets.All, options.Streams));
    }

    private async Task StartsAsync(Recipe[] recipes, CancellationToken cancelled)
    {
        var starts = new List<StartTiming>();
        for (var round = 0; round < options.Starts; round++)
        {
            foreach (var recipe in recipes)
            {
                cancelled.ThrowIfCancellationRequested();
                starts.Add(await StartProbe.MeasureAsync(targets, recipe, round));
            }
        }

        StartReport.Write(Console.Out, starts);
    }
}
