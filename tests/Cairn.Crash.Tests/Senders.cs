using System.Collections.Concurrent;
using Cairn.Harness;

namespace Cairn.Crash.Tests;

/// <summary>Events with numbers from <paramref name="First"/> on, sent in one request.</summary>
internal readonly record struct Batch(long First, int Events);

/// <summary>Clients that go on sending whatever happens to the server. Patient ones send a batch again, with the same ids, until it is
/// acknowledged; careless ones forget a batch that was not acknowledged at once.</summary>
internal sealed class Senders(uint run)
{
    public const int EventsPerRequest = 20;
    private const int Patient = 3;
    private const int Careless = 1;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(5);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Batch> _forgotten = [];
    private Task[] _sending = [];
    private long _next;
    private long _acknowledged;

    /// <summary>Where the server listens now; null while there is none.</summary>
    public volatile ServerProcess? Server;

    /// <summary>Events acknowledged so far.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Numbers given out so far.</summary>
    public long Sent => Interlocked.Read(ref _next);

    /// <summary>Batches that were sent once, not acknowledged, and not sent again.</summary>
    public IReadOnlyCollection<Batch> Forgotten => _forgotten;

    /// <summary>What the server answered that it must not; the first few.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    public void Start() =>
        _sending = [
            .. Enumerable
                .Range(0, Patient + Careless)
                .Select(i => Task.Run(() => SendAsync(careless: i >= Patient), CancellationToken.None)),
        ];

    /// <summary>No new batches; returns when patient senders have their last one acknowledged.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_sending).WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        _stop.Dispose();
    }

    /// <summary>Waits until this many more events are acknowledged.</summary>
    public async Task WaitForAsync(long more, TimeSpan limit)
    {
        var goal = Acknowledged + more;
        using var bound = new CancellationTokenSource(limit);
        while (Acknowledged < goal)
            await Task.Delay(_pause, bound.Token);
    }

    private async Task SendAsync(bool careless)
    {
        var template = new EventTemplate(run, EventsPerRequest, DateTimeOffset.UtcNow);
        ServerProcess? connectedTo = null;
        IngestConnection? connection = null;
        while (!_stop.IsCancellationRequested)
        {
            var batch = new Batch(Interlocked.Add(ref _next, EventsPerRequest) - EventsPerRequest, EventsPerRequest);
            template.Number(batch.First);
            for (var acknowledged = false; !acknowledged; )
            {
                if (Server is { } server)
                {
                    if (!ReferenceEquals(server, connectedTo))
                    {
                        connection?.Dispose();
                        (connection, connectedTo) = (new IngestConnection(server.Url.Port), server);
                    }
                    acknowledged = Note(await connection!.SendAsync(template.Request, CancellationToken.None));
                }
                if (!acknowledged && careless)
                {
                    _forgotten.Add(batch);
                    acknowledged = true;
                    await Task.Delay(_pause, CancellationToken.None);
                }
                else if (!acknowledged)
                    await Task.Delay(_pause, CancellationToken.None);
            }
        }
        connection?.Dispose();
    }

    private bool Note(RawAnswer answer)
    {
        if (answer.Status is not (0 or 200 or 503))
            Complaints.Enqueue($"status {answer.Status}: {System.Text.Encoding.UTF8.GetString(answer.Body.Span)}");
        if (answer.Status != 200)
            return false;
        var (accepted, duplicates) = (answer.Number("\"accepted\""u8), answer.Number("\"duplicates\""u8));
        if (accepted + duplicates != EventsPerRequest)
            Complaints.Enqueue($"{accepted} accepted and {duplicates} duplicates of {EventsPerRequest}");
        Interlocked.Add(ref _acknowledged, EventsPerRequest);
        return true;
    }
}
