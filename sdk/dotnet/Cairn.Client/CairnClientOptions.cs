namespace Cairn.Client;

/// <summary>Where events go, and how patiently.</summary>
public sealed record CairnClientOptions
{
    /// <summary>Cairn's address, with a path when it stands behind one: <c>https://cairn.example.com</c>.</summary>
    public Uri? Url { get; set; }

    /// <summary>The project's write key, <c>cwk_…</c>.</summary>
    public string WriteKey { get; set; } = "";

    /// <summary>False: every event is passed over, and neither address nor key is needed. For tests and developers' machines.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>A request is sent when so many events wait, and holds no more. 1 to 2,000.</summary>
    public int BatchSize { get; set; } = 50;

    /// <summary>A request is sent at the latest so long after the first event of it.</summary>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>So many events may wait, those being sent included. What comes then is lost, counted and told.</summary>
    public int QueueCapacity { get; set; } = 10_000;

    /// <summary>So many bytes of JSON may wait.</summary>
    public long QueueBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>No answer after this long counts as a failure of the network.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause after the first failure; it doubles with each further one. Between half of it and all of it is waited, at random.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>No pause is longer, except when the server asks for a longer one with <c>Retry-After</c>.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A request that still fails so long after its first attempt is given up, and its events are told as lost.
    /// <see cref="Timeout.InfiniteTimeSpan"/>: never.</summary>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>So long does disposing wait for what is still to be sent.</summary>
    public TimeSpan DisposeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Properties of every event; the event's own win.</summary>
    public IDictionary<string, object?> Properties { get; set; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Told what did not arrive and never will. Called on a thread of the client's, one call at a time; what it throws is passed over.</summary>
    public Action<LostEvents>? OnLost { get; set; }

    /// <summary>Told what the server refused, one call an event; as <see cref="OnLost"/>.</summary>
    public Action<RejectedEvent>? OnRejected { get; set; }

    /// <summary>The clock: of events without a time, of the interval and of pauses.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Sends instead of the client's own handler, for a proxy or a certificate. Is not disposed.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <exception cref="ArgumentException">An option cannot be meant; the text names it and what may stand there.</exception>
    internal void Check()
    {
        if (!Enabled)
            return;
        Must(Url is { IsAbsoluteUri: true, Scheme: "http" or "https" }, nameof(Url), "the http or https address of Cairn");
        Must(
            !string.IsNullOrWhiteSpace(WriteKey) && WriteKey.All(c => c is > ' ' and < '\x7f'),
            nameof(WriteKey),
            "the project's write key, cwk_…"
        );
        Must(BatchSize is >= 1 and <= 2000, nameof(BatchSize), "1 to 2,000");
        Must(QueueCapacity >= BatchSize, nameof(QueueCapacity), "at least the batch size");
        Must(QueueBytes >= OutgoingEvent.MaxBytes, nameof(QueueBytes), "at least 1 MiB");
        Must(FlushInterval > TimeSpan.Zero && FlushInterval <= TimeSpan.FromDays(1), nameof(FlushInterval), "above zero, a day at most");
        Must(RequestTimeout > TimeSpan.Zero && RequestTimeout <= TimeSpan.FromDays(1), nameof(RequestTimeout), "above zero, a day at most");
        Must(FirstPause > TimeSpan.Zero && FirstPause <= LongestPause, nameof(FirstPause), "above zero, the longest pause at most");
        Must(LongestPause <= TimeSpan.FromDays(1), nameof(LongestPause), "a day at most");
        Must(RetryFor >= TimeSpan.Zero || RetryFor == Timeout.InfiniteTimeSpan, nameof(RetryFor), "zero or more, or infinite");
        Must(DisposeTimeout >= TimeSpan.Zero && DisposeTimeout <= TimeSpan.FromDays(1), nameof(DisposeTimeout), "zero to a day");
    }

    private static void Must(bool holds, string option, string wanted)
    {
        if (!holds)
            throw new ArgumentException($"Cairn: {option} must be {wanted}.", option);
    }
}
