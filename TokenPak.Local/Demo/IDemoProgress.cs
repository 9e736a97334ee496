using TokenPak.Contracts.Statistics;

namespace TokenPak.Local.Demo;

/// <summary>Hears how far the demo is; a terminal and a file want different things.</summary>
internal interface IDemoProgress
{
    void Start(string title, int turns);

    void Turn(int turn, LastRequest figures);

    void End();
}
