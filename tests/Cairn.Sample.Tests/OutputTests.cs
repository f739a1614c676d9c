using System.Text.Json;
using Cairn.Sample.Output;

namespace Cairn.Sample.Tests;

public sealed class OutputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cairn-sample-").FullName;
    private readonly SampleHistory _history = new(
        new()
        {
            Events = 5000,
            Days = 20,
            End = Histories.End,
        }
    );

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Ndjson_files_hold_one_event_per_line()
    {
        using (var files = new NdjsonFiles(_folder))
            foreach (var batch in _history.Sessions())
                files.Write(batch);
        var lines = File.ReadAllLines(Path.Combine(_folder, "events-0001.ndjson"));
        lines.Length.ShouldBe(5000);
        lines.ShouldAllBe(line => JsonDocument.Parse(line).RootElement.GetProperty("event").ValueKind == JsonValueKind.String);
    }

    [Fact]
    public void Csv_tables_fit_together()
    {
        using (var files = new CsvFiles(_folder))
            foreach (var batch in _history.Sessions())
                files.Write(batch);
        var sessions = File.ReadLines(Path.Combine(_folder, "sessions.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        sessions.Sum(session => int.Parse(session[4])).ShouldBe(5000);
        File.ReadLines(Path.Combine(_folder, "events.csv")).Count().ShouldBe(5001);
        var users = File.ReadLines(Path.Combine(_folder, "users.csv")).Skip(1).ToList();
        users.Count.ShouldBe(File.ReadLines(Path.Combine(_folder, "events.csv")).Count(line => line.Contains(",signed_up,")));
    }

    [Fact]
    public void What_was_planted_is_written_down()
    {
        NdjsonFiles.WritePlanted(_folder, _history.Planted);
        var planted = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "planted.json"))).RootElement;
        planted
            .EnumerateArray()
            .Select(item => item.GetProperty("kind").GetString())
            .ShouldBe(["traffic_spike", "signup_broken", "checkout_outage", "ai_cost_surge", "slow_pages"]);
    }
}
