using System.Security.Cryptography;

namespace Cairn.Ingest.Consent;

/// <summary>The salts of today and yesterday (UTC), in memory. Whoever keeps them for several servers puts theirs here (<see cref="Keep"/>); a day of which none is known yet gets one
/// of this server's own making, so that events never wait for a database.</summary>
/// <remarks>A salt is forgotten once its day is no longer among those kept: then no id of that day can be made again, and none can be told to be of the same visitor as another day's.</remarks>
public sealed class CookielessSalts(TimeProvider time)
{
    public const int Bytes = 32;

    private readonly Lock _lock = new();
    private readonly Dictionary<DateOnly, byte[]> _salts = [];

    /// <summary>The UTC day it is.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>The salt for an event of this day: a late event of yesterday gets yesterday's; anything else, today's.</summary>
    public (DateOnly Day, byte[] Salt) For(DateTimeOffset timestamp)
    {
        var (day, today) = (DateOnly.FromDateTime(timestamp.UtcDateTime), Today);
        lock (_lock)
        {
            if (day == today.AddDays(-1) && _salts.TryGetValue(day, out var late))
                return (day, [.. late]); // a copy: the original may be overwritten at any time
            return (today, [.. OfToday(today)]);
        }
    }

    /// <summary>What this server has for the day; made when there is none.</summary>
    public byte[] Offer(DateOnly day)
    {
        lock (_lock)
            return [.. OfToday(day)];
    }

    /// <summary>These and no others, from now on.</summary>
    public void Keep(IReadOnlyDictionary<DateOnly, byte[]> salts)
    {
        lock (_lock)
        {
            foreach (var (day, salt) in _salts.ToArray())
            {
                if (salts.TryGetValue(day, out var kept) && kept.AsSpan().SequenceEqual(salt))
                    continue;
                CryptographicOperations.ZeroMemory(salt);
                _salts.Remove(day);
            }

            foreach (var (day, salt) in salts)
                _salts.TryAdd(day, [.. salt]);
        }
    }

    private byte[] OfToday(DateOnly day)
    {
        if (!_salts.TryGetValue(day, out var salt))
            _salts[day] = salt = RandomNumberGenerator.GetBytes(Bytes);
        return salt;
    }
}
