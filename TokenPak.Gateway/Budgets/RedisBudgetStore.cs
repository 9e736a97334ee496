using StackExchange.Redis;

namespace TokenPak.Gateway.Budgets;

/// <summary>Counts that every gateway with the same Redis shares: each adds its own, and reads the sums.</summary>
internal sealed class RedisBudgetStore : IBudgetStore, IAsyncDisposable
{
    private const string Prefix = "tokenpak:budget:";
    private const string Tokens = "t";
    private const string Nanos = "n";

    /// <summary>Raises both counts to what a gateway knows, where the server knows less: it was restarted without its data, or had to make room.</summary>
    private const string Raise = """
        for i = 1, 3, 2 do
          if tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or '0') < tonumber(ARGV[i + 1]) then redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
        end
        redis.call('EXPIREAT', KEYS[1], ARGV[5])
        """;

    private readonly BudgetLedger _ledger;
    private readonly ILogger<RedisBudgetStore> _logger;
    private readonly Task<IConnectionMultiplexer> _connecting;
    private readonly Dictionary<BudgetSlot, Spent> _unsent = [];
    private readonly SemaphoreSlim _one = new(1);

    public RedisBudgetStore(string connection, BudgetLedger ledger, ILogger<RedisBudgetStore> logger)
    {
        _ledger = ledger;
        _logger = logger;
        var settings = ConfigurationOptions.Parse(connection);
        settings.AbortOnConnectFail = false;
        settings.BacklogPolicy = BacklogPolicy.FailFast;
        settings.AsyncTimeout = 1000;
        settings.ReconnectRetryPolicy = new LinearRetry(1000);
        settings.ClientName = "tokenpak-gateway";

        // Making it is connecting, which waits.
        _connecting = Task.Run(async () => (IConnectionMultiplexer)await ConnectionMultiplexer.ConnectAsync(settings));
    }

    public bool IsAvailable { get; private set; } = true;

    public async Task AddAsync(IReadOnlyDictionary<BudgetSlot, Spent> spent, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            foreach (var (slot, more) in spent)
            {
                _ledger.Add(slot, more);
                _unsent[slot] = _unsent.GetValueOrDefault(slot) + more;
            }

            await ExchangeAsync();
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await ExchangeAsync();
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connecting.IsCompletedSuccessfully) await _connecting.Result.DisposeAsync();
        _one.Dispose();
    }

    /// <summary>Adds what was not added yet and reads the sums, in one round trip. An addition whose answer is lost may be counted twice, never too little.</summary>
    private async Task ExchangeAsync()
    {
        try
        {
            if (_connecting is not { IsCompletedSuccessfully: true, Result: { IsConnected: true } redis }) throw new TimeoutException("not connected");
            var database = redis.GetDatabase();
            List<(BudgetSlot Slot, Spent Known, Task<RedisValue[]> Sums)> reads = [];
            List<Task> writes = [];
            foreach (var (slot, more) in _unsent)
            {
                RedisKey key = Prefix + slot.Name;
                writes.Add(database.HashIncrementAsync(key, Tokens, more.Tokens));
                writes.Add(database.HashIncrementAsync(key, Nanos, more.Nanos));
                writes.Add(database.KeyExpireAsync(key, slot.End.UtcDateTime.AddHours(1)));
            }

            foreach (var (slot, known) in _ledger.Current()) reads.Add((slot, known, database.HashGetAsync(Prefix + slot.Name, [Tokens, Nanos])));
            await Task.WhenAll(writes);
            _unsent.Clear();
            foreach (var (slot, known, sums) in reads)
            {
                var values = await sums;
                var sum = new Spent((long?)values[0] ?? 0, (long?)values[1] ?? 0);
                if (sum.Tokens >= known.Tokens && sum.Nanos >= known.Nanos) _ledger.Set(slot, sum);
                else await database.ScriptEvaluateAsync(Raise, [Prefix + slot.Name], [Tokens, known.Tokens, Nanos, known.Nanos, slot.End.AddHours(1).ToUnixTimeSeconds()]);
            }

            IsAvailable = true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            if (IsAvailable) _logger.StoreAway(e.GetType().Name);
            IsAvailable = false;
        }
    }
}
