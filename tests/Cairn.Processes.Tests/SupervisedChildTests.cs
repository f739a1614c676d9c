using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cairn.Processes.Tests;

public sealed class SupervisedChildTests
{
    [Fact]
    public async Task A_child_is_ready_when_its_probe_says_so_and_ends_with_its_stdin()
    {
        await using var child = Supervise(Recipe("cat", _ => null));
        child.Start();
        await ReadyAsync(child);
        var process = child.ProcessId.ShouldNotBeNull();

        await child.StopAsync();

        child.Status.ShouldBe(new EngineStatus(IsReady: false, ProcessId: null, Restarts: 0, ResidentBytes: null, LastError: null));
        Directory.Exists($"/proc/{process}").ShouldBeFalse();
    }

    [Fact]
    public async Task A_child_that_no_longer_answers_is_ended_and_started_anew()
    {
        var wedged = 0;
        var recipe = Recipe("cat", process => process.Id == Volatile.Read(ref wedged) ? "It is stuck." : null) with
        {
            Patience = TimeSpan.FromMilliseconds(50),
            ProbeEvery = TimeSpan.FromMilliseconds(5),
        };
        await using var child = Supervise(recipe);
        child.Start();
        await ReadyAsync(child);

        Volatile.Write(ref wedged, child.ProcessId!.Value);
        await UntilAsync(() => child.Status is { IsReady: true, Restarts: 1 });

        child.Status.LastError.ShouldNotBeNull().ShouldContain("It is stuck.");
        child.ProcessId.ShouldNotBe(wedged);
    }

    [Fact]
    public async Task A_child_that_does_not_stop_is_killed()
    {
        var recipe = Recipe("sleep 1000", _ => null) with { StopWithin = TimeSpan.FromMilliseconds(50) };
        await using var child = Supervise(recipe);
        child.Start();
        await ReadyAsync(child);
        var process = child.ProcessId.ShouldNotBeNull();

        await child.StopAsync();

        Directory.Exists($"/proc/{process}").ShouldBeFalse();
    }

    [Fact]
    public async Task Why_it_died_is_told_with_its_last_words()
    {
        await using var child = Supervise(Recipe("sh -c 'echo no room left >&2; exit 3'", _ => "not yet"));
        child.Start();

        await UntilAsync(() => child.Status.Restarts >= 2);

        child.Status.LastError.ShouldBe("It ended with exit code 3. no room left");
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_told_and_stopping_still_works()
    {
        var recipe = new ChildRecipe(
            "Nothing",
            _ =>
                Task.FromResult(
                    new ProcessStartInfo("/nowhere/at-all")
                    {
                        UseShellExecute = false,
                        RedirectStandardInput = true,
                        RedirectStandardError = true,
                    }
                ),
            (_, _) => Task.FromResult<string?>(null)
        );
        await using var child = Supervise(recipe);
        child.Start();

        await UntilAsync(() => child.Status.LastError is not null);

        child.Status.LastError.ShouldNotBeNull().ShouldContain("/nowhere/at-all");
    }

    [Fact]
    public void A_host_inherits_no_settings_of_the_server()
    {
        Environment.SetEnvironmentVariable("CAIRN_TEST_SECRET", "x");
        var info = new HostCommand("/bin/true", []).StartInfo("verb", ["argument"]);

        info.Environment.Keys.ShouldNotContain(name => name.StartsWith("CAIRN_", StringComparison.Ordinal));
        info.ArgumentList.ShouldBe(["verb", "argument"]);
    }

    private static SupervisedChild Supervise(ChildRecipe recipe) => new(recipe, NullLogger.Instance, TimeProvider.System);

    private static ChildRecipe Recipe(string script, Func<Process, string?> probe) =>
        new(
            "Child",
            _ =>
                Task.FromResult(
                    new ProcessStartInfo("/bin/sh", ["-c", "exec " + script])
                    {
                        UseShellExecute = false,
                        RedirectStandardInput = true,
                        RedirectStandardError = true,
                    }
                ),
            (process, _) => Task.FromResult(probe(process))
        );

    private static async Task ReadyAsync(SupervisedChild child)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await child.WaitUntilReadyAsync(limit.Token);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition())
            await timer.WaitForNextTickAsync(limit.Token);
    }
}
