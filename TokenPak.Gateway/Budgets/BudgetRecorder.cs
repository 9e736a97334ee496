using System.Threading.Channels;
using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;

namespace TokenPak.Gateway.Budgets;

/// <summary>Charges finished requests to their budgets, beside the request path: tokens as the event has them, dollars as telemetry prices it.</summary>
internal sealed class BudgetRecorder(IBudgetStore store, IStatistics statistics, IServiceProvider services, ILogger<BudgetRecorder> logger) : BackgroundService
{
    private const int Capacity = 20_000;
    private const int MostAtOnce = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(2);

    private readonly Channel<RequestCompleted> _finished = Channel.CreateBounded<RequestCompleted>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly List<RequestCompleted> _unpriced = [];
    private bool _pricesAreAway;

    // Looks at what this records; the two know each other.
    private Budget Budget => services.GetRequiredService<Budget>();

    /// <summary>What keeps the counts from being known; null where nothing does.</summary>
    public string? WhatIsAway => !store.IsAvailable ? "the store of the budgets" : _pricesAreAway ? "telemetry" : null;

    /// <summary>Never waits.</summary>
    public void Record(RequestCompleted completed) => _finished.Writer.TryWrite(completed);

    /// <summary>Before the first request: what was spent before a restart counts from the start. A store that is away is not waited for.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Budget.IsEnabled)
        {
            Budget.WatchShared();
            await store.RefreshAsync(cancellationToken).WaitAsync(StartPatience, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!Budget.IsEnabled) return;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                Budget.WatchShared();
                if (!await ChargeAsync(stoppingToken)) await store.RefreshAsync(stoppingToken);
                using var tick = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                tick.CancelAfter(Pause);
                await ((Task)_finished.Reader.WaitToReadAsync(tick.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (OperationCanceledException)
        {
            // The stop: what is left is charged below.
        }

        await ChargeAsync(CancellationToken.None);
    }

    /// <summary>Charges what has ended since; false where nothing has.</summary>
    private async Task<bool> ChargeAsync(CancellationToken cancellationToken)
    {
        List<RequestCompleted> ended = [];
        while (ended.Count < MostAtOnce && _finished.Reader.TryRead(out var completed)) ended.Add(completed);
        Dictionary<BudgetSlot, Spent> spent = [];
        foreach (var completed in ended) Add(spent, completed, new Spent(TokensOf(completed), 0));
        if (Budget.NeedsPrices)
        {
            _unpriced.AddRange(ended.Where(completed => completed is { Subscription: false, Usage: not null }));
            await PriceAsync(spent, cancellationToken);
        }

        if (spent.Count == 0) return false;

        // Taken off the queue already: a stop must not lose it.
        await store.AddAsync(spent, CancellationToken.None);
        return true;
    }

    private async Task PriceAsync(Dictionary<BudgetSlot, Spent> spent, CancellationToken cancellationToken)
    {
        if (_unpriced.Count == 0) return;
        var asked = _unpriced.Take(MostAtOnce).ToList();
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Patience);
            var costs = await statistics.PriceAsync(new RequestCompletedBatch { Events = asked }, limit.Token);
            for (var i = 0; i < Math.Min(asked.Count, costs.Count); i++)
            {
                if (costs[i] is > 0 and { } dollars) Add(spent, asked[i], new Spent(0, (long)(dollars * Spent.NanosPerDollar)));
            }

            _unpriced.RemoveRange(0, asked.Count);
            _pricesAreAway = false;
        }
        catch (Exception e) when (e is StatisticsUnavailableException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            if (!_pricesAreAway) logger.PricesAway(e.GetType().Name);
            _pricesAreAway = true;
            if (_unpriced.Count > Capacity) _unpriced.RemoveRange(0, _unpriced.Count - Capacity);
        }
    }

    private void Add(Dictionary<BudgetSlot, Spent> spent, RequestCompleted completed, Spent more)
    {
        if (more == default) return;
        foreach (var scope in Budget.ScopesOf(completed.KeyId, completed.SessionId))
        {
            foreach (var window in (ReadOnlySpan<BudgetWindow>)[BudgetWindow.Hour, BudgetWindow.Day])
            {
                // A request belongs to the hour and the day that it came in.
                var slot = BudgetSlot.At(scope, window, completed.Timestamp);
                spent[slot] = spent.GetValueOrDefault(slot) + more;
            }
        }
    }

    /// <summary>What the provider says, else what the compiler counted of a request that was answered.</summary>
    private static long TokensOf(RequestCompleted completed) => completed.Usage is { } usage
        ? (usage.InputTokens ?? 0) + (usage.OutputTokens ?? 0)
        : completed is { StatusCode: < 400, Outcome: not RequestOutcome.Rejected } ? completed.TokensAfter ?? 0 : 0;
}
