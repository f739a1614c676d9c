using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cairn.Sample;

/// <summary>Things to draw from, each with a weight.</summary>
internal sealed class Weighted<T>
{
    private readonly T[] _items;
    private readonly int[] _ends;

    public Weighted(params (int Weight, T Item)[] choices)
    {
        _items = [.. choices.Select(choice => choice.Item)];
        _ends = new int[choices.Length];
        var sum = 0;
        for (var i = 0; i < choices.Length; i++)
            _ends[i] = sum += choices[i].Weight;
    }

    /// <summary>The item that <paramref name="bits"/> falls on.</summary>
    public T Pick(ulong bits)
    {
        var point = (int)(((bits >> 32) * (ulong)_ends[^1]) >> 32);
        var i = 0;
        while (_ends[i] <= point)
            i++;
        return _items[i];
    }
}

/// <summary>Text that is ready to stand between quotes in JSON, as UTF-8: escaped once, copied a million times.</summary>
internal readonly struct Json(string text)
{
    private readonly byte[] _utf8 = JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray();

    public ReadOnlySpan<byte> Utf8 => _utf8;

    public override string ToString() => Encoding.UTF8.GetString(_utf8);

    public static implicit operator Json(string text) => new(text);
}
