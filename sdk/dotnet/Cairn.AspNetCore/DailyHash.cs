using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Cairn.AspNetCore;

/// <summary>An id for a visitor that lasts until midnight UTC. The key of a day is gone with the day.</summary>
internal sealed class DailyHash(string? secret, TimeProvider time)
{
    private const int MaxCharacters = 512;
    private readonly byte[]? _secret = secret is null ? null : Encoding.UTF8.GetBytes(secret);
    private readonly Lock _lock = new();
    private volatile DayKey _today = new(0, []);

    public string Of(IPAddress? address, string userAgent)
    {
        Span<byte> text = stackalloc byte[16 + (3 * MaxCharacters)];
        var length = 0;
        address?.TryWriteBytes(text, out length);
        length += Encoding.UTF8.GetBytes(userAgent.AsSpan(0, Math.Min(userAgent.Length, MaxCharacters)), text[length..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Key(), text[..length], hash);
        return "daily_" + Convert.ToHexStringLower(hash[..16]);
    }

    private byte[] Key()
    {
        var day = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerDay;
        if (_today is { } today && today.Day == day)
            return today.Key;
        lock (_lock)
        {
            if (_today.Day != day)
                _today = new DayKey(
                    day,
                    _secret is null ? RandomNumberGenerator.GetBytes(32) : HMACSHA256.HashData(_secret, BitConverter.GetBytes(day))
                );
            return _today.Key;
        }
    }

    private sealed record DayKey(long Day, byte[] Key);
}
