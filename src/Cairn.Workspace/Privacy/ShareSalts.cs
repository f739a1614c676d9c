using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cairn.Workspace.Privacy;

/// <summary>This server's salt for a day, made when it has none.</summary>
public delegate byte[] OfferSalt(DateOnly day);

/// <summary>The salts that hold, by UTC day; every other is to be forgotten.</summary>
public delegate void KeepSalts(IReadOnlyDictionary<DateOnly, byte[]> salts);

/// <summary>Gives all servers the same salt for cookieless ids and destroys it: a day's salt is made five minutes before its day begins and is gone five minutes before the next
/// day ends, so it lives for 48 hours at the most. Destroyed means: the table's file is dropped, and every server overwrites its copy in memory.</summary>
public sealed partial class ShareSalts(
    NpgsqlDataSource database,
    OfferSalt offer,
    KeepSalts keep,
    TimeProvider time,
    ILogger<ShareSalts> log
) : BackgroundService
{
    private static readonly TimeSpan _ahead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(30);

    /// <summary>Before the server listens: a restart must go on with the ids of the day.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ShareAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await ShareAsync(stoppingToken);
    }

    /// <summary>Adds this server's salts where the table has none, removes those that are over, and takes what is there.</summary>
    public async Task ShareAsync(CancellationToken cancellationToken)
    {
        try
        {
            keep(await ExchangeAsync(cancellationToken));
        }
        catch (Exception e) when (e is DbException or IOException or TimeoutException)
        {
            LogAway(log, e.Message);
        }
    }

    private async Task<IReadOnlyDictionary<DateOnly, byte[]>> ExchangeAsync(CancellationToken cancellationToken)
    {
        // Five minutes before midnight tomorrow has a salt, and yesterday none any more.
        var now = time.GetUtcNow().UtcDateTime;
        var (today, latest) = (DateOnly.FromDateTime(now), DateOnly.FromDateTime(now + _ahead));
        var first = latest.AddDays(-1);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // One server at a time; readers wait for the few milliseconds of a TRUNCATE.
        await using (var turn = new NpgsqlCommand("LOCK TABLE cookieless_salts IN ACCESS EXCLUSIVE MODE", connection, transaction))
            await turn.ExecuteNonQueryAsync(cancellationToken);
        var salts = await ReadAsync(connection, transaction, cancellationToken);
        var kept = salts.Where(s => s.Key >= first && s.Key <= latest).ToDictionary();
        foreach (var day in new[] { today, latest })
            kept.TryAdd(day, offer(day));
        if (kept.Count != salts.Count || kept.Keys.Any(day => !salts.ContainsKey(day)))
            await WriteAsync(
                connection,
                transaction,
                kept,
                mustTruncate: salts.Keys.Any(day => !kept.ContainsKey(day)),
                salts,
                cancellationToken
            );
        await transaction.CommitAsync(cancellationToken);
        return kept;
    }

    private static async Task<Dictionary<DateOnly, byte[]>> ReadAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        CancellationToken cancellationToken
    )
    {
        await using var read = new NpgsqlCommand("SELECT day, salt FROM cookieless_salts", connection, transaction);
        await using var rows = await read.ExecuteReaderAsync(cancellationToken);
        var salts = new Dictionary<DateOnly, byte[]>();
        while (await rows.ReadAsync(cancellationToken))
            salts.Add(rows.GetFieldValue<DateOnly>(0), rows.GetFieldValue<byte[]>(1));
        return salts;
    }

    /// <summary>A DELETE would leave the bytes in the file; TRUNCATE makes a new one.</summary>
    private static async Task WriteAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        Dictionary<DateOnly, byte[]> kept,
        bool mustTruncate,
        Dictionary<DateOnly, byte[]> there,
        CancellationToken cancellationToken
    )
    {
        if (mustTruncate)
        {
            await using var truncate = new NpgsqlCommand("TRUNCATE cookieless_salts", connection, transaction);
            await truncate.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var (day, salt) in kept.Where(s => mustTruncate || !there.ContainsKey(s.Key)))
        {
            await using var add = new NpgsqlCommand("INSERT INTO cookieless_salts (day, salt) VALUES ($1, $2)", connection, transaction);
            add.Parameters.AddWithValue(day);
            add.Parameters.AddWithValue(salt);
            await add.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The salts of cookieless ids could not be shared: {Reason}")]
    private static partial void LogAway(ILogger logger, string reason);
}
