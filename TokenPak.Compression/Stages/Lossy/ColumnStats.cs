namespace TokenPak.Compression.Stages.Lossy;

/// <summary>What one column of alike rows holds, gathered in one pass (Welford's update for mean and variance, also of the steps between neighbours).</summary>
internal struct ColumnStats
{
    private const double Sigmas = 2;

    /// <summary>Steps are told from a series' own noise: steps of a random series vary more than its values.</summary>
    private const double StepSigmas = 4;

    private double _mean;
    private double _squares;
    private double _stepMean;
    private double _stepSquares;
    private double _last;
    private int _steps;

    /// <summary>Rows that have the column.</summary>
    public int Count { get; private set; }

    /// <summary>Rows in which it is a number.</summary>
    public int Numbers { get; private set; }

    /// <summary>Different values.</summary>
    public int Distinct { get; set; }

    /// <summary>Rows whose value is not the one of the row before.</summary>
    public int Changes { get; private set; }

    public ulong LastHash { get; set; }

    public void Add(bool isNumber, double value, ulong hash)
    {
        if (Count++ > 0 && hash != LastHash) Changes++;
        LastHash = hash;
        if (!isNumber) return;
        Numbers++;
        var delta = value - _mean;
        _mean += delta / Numbers;
        _squares += delta * (value - _mean);
        if (Numbers > 1)
        {
            _steps++;
            var step = value - _last;
            var stepDelta = step - _stepMean;
            _stepMean += stepDelta / _steps;
            _stepSquares += stepDelta * (step - _stepMean);
        }

        _last = value;
    }

    /// <summary>Beyond two standard deviations.</summary>
    public readonly bool IsFar(double value) => Numbers > 2 && Square(value - _mean) * (Numbers - 1) > Square(Sigmas) * _squares && _squares > 0;

    /// <summary>A step to the value before that no other step is like.</summary>
    public readonly bool IsJump(double before, double value) =>
        _steps > 2 && _stepSquares > 0 && Square(value - before - _stepMean) * (_steps - 1) > Square(StepSigmas) * _stepSquares;

    private static double Square(double value) => value * value;
}
