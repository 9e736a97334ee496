using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace TokenPak.Benchmarks;

/// <summary><c>dotnet run -c Release --project benchmarks/TokenPak.Benchmarks -- --filter '*'</c></summary>
public static class Program
{
    /// <summary>Runs what the arguments filter.</summary>
    public static void Main(string[] args)
    {
        if (args is ["cpu"])
        {
            CpuTimes.Print();
            return;
        }

        if (args is ["cores"])
        {
            CoreScaling.Print();
            return;
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumn(new ThroughputColumn()));
    }
}
