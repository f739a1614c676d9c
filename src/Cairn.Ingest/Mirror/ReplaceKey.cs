using System.Buffers;
using System.IO.Compression;
using System.Text;
using Cairn.Ingest.Formats;
using Cairn.Ingest.Wire;

namespace Cairn.Ingest.Mirror;

/// <summary>Puts the vendor's key where Cairn's stands: in the address, in the Authorization header, in the body, packed or not, also inside base64. Pure.</summary>
internal static class ReplaceKey
{
    /// <summary>Of a path or a query. A value in base64 is looked into.</summary>
    public static string InAddress(string text, string from, string to)
    {
        var replaced = text.Replace(from, Uri.EscapeDataString(to), StringComparison.Ordinal);
        if (!replaced.StartsWith('?'))
            return replaced;
        return "?" + string.Join('&', replaced[1..].Split('&').Select(pair => InPair(pair, from, to)));
    }

    /// <returns>Null when the key does not stand in it: then it is nobody's business.</returns>
    public static string? InAuthorization(string? header, string from, string to)
    {
        if (header is null)
            return null;
        if (header.Contains(from, StringComparison.Ordinal))
            return header.Replace(from, to, StringComparison.Ordinal);
        if (
            header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            && VendorBody.TryBase64(header[6..], out var bytes)
            && InBytes(bytes, from, to) is { } replaced
        )
            return "Basic " + Convert.ToBase64String(replaced);
        return null;
    }

    /// <summary>A body without the key goes on byte for byte; a packed one that holds it is packed again.</summary>
    /// <returns>The body and its Content-Encoding.</returns>
    public static (ReadOnlyMemory<byte> Body, string Encoding) InBody(ReadOnlyMemory<byte> raw, string encoding, string from, string to)
    {
        var (body, problem) = BodyReader.UnpackBySight(raw, encoding);
        if (problem is not null || (InBytes(body.Span, from, to) ?? InText(body.Span, from, to)) is not { } replaced)
            return (raw, encoding);
        var isGzip = raw.Length > 2 && raw.Span[0] == 0x1F && raw.Span[1] == 0x8B;
        return isGzip ? (Gzip(replaced), encoding) : (replaced, "");
    }

    /// <returns>Null when it does not stand in them.</returns>
    public static byte[]? InBytes(ReadOnlySpan<byte> bytes, string from, string to)
    {
        var (key, instead) = (Encoding.UTF8.GetBytes(from), Encoding.UTF8.GetBytes(to));
        if (bytes.IndexOf(key) < 0)
            return null;
        var output = new ArrayBufferWriter<byte>(bytes.Length + 64);
        for (var at = bytes.IndexOf(key); at >= 0; at = bytes.IndexOf(key))
        {
            output.Write(bytes[..at]);
            output.Write(instead);
            bytes = bytes[(at + key.Length)..];
        }

        output.Write(bytes);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Base64, or a form whose values may be.</summary>
    private static byte[]? InText(ReadOnlySpan<byte> body, string from, string to)
    {
        if (body.IsEmpty || body[0] is (byte)'{' or (byte)'[')
            return null;
        var text = Encoding.UTF8.GetString(body);
        var replaced = string.Join('&', text.Split('&').Select(pair => InPair(pair, from, to)));
        return replaced == text ? null : Encoding.UTF8.GetBytes(replaced);
    }

    private static string InPair(string pair, string from, string to)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        var isPair = equals > 0 && pair[equals..].TrimEnd('=').Length > 0;
        var value = isPair ? pair[(equals + 1)..] : pair;
        if (value.Length < 8 || !VendorBody.TryBase64(Uri.UnescapeDataString(value), out var bytes) || bytes.Length == 0)
            return pair;
        var (plain, problem) = BodyReader.UnpackBySight(bytes, "");
        if (problem is not null || InBytes(plain.Span, from, to) is not { } replaced)
            return pair;
        var packed = Convert.ToBase64String(plain.Length == bytes.Length ? replaced : Gzip(replaced));
        return isPair ? pair[..(equals + 1)] + Uri.EscapeDataString(packed) : packed;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return output.ToArray();
    }
}
