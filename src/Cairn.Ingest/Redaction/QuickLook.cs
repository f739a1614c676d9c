using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;

namespace Cairn.Ingest.Redaction;

/// <summary>One look over the bytes of a JSON object, sixteen at a time: is it certain that no secret, no card number and no e-mail address is in it? Says no
/// when in doubt (an at sign, an escape, anything encoded, anything not ASCII), and then <see cref="Suspicion"/> is asked.</summary>
internal static class QuickLook
{
    /// <summary>Each kind of key has one of these places near its beginning: the last character of the text here.</summary>
    private static readonly byte[][] _beginnings =
    [
        .. "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- sk_live_ sk_test_ rk_live_ rk_test_ whsec_ xoxa- xoxb- xoxe- xoxp- xoxr- xoxs- xapp- hooks. ya29. GOCSPX- sk- npm_ SG. csk_ -----"
            .Split(' ')
            .Concat(["earer ", "EARER ", "asic ", "ASIC "])
            .Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>A bit for the three characters before such a place, five bits of each.</summary>
    private static readonly ulong[] _before = Before();

    /// <summary>Which characters are looked at closely, and after which: a bit for each set of characters, in a table for the low and one for the high half of the character and of the one
    /// before it. All four together say yes to a few more, never to fewer. Looking after each underscore, dot and space instead costs a page view 1.4 µs more.</summary>
    private static readonly PairHalves _closely = Closely();

    /// <summary>Bit h of entry l: the character with the high half h and the low half l is doubt, or part of a run.</summary>
    private static readonly Vector128<byte> _doubt = Halves("@%+\\"u8);
    private static readonly Vector128<byte> _run = Halves("0123456789 -."u8);
    private static readonly Vector128<byte> _high = Vector128.Create((byte)1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);

    public static bool IsClean(ReadOnlySpan<byte> json)
    {
        ulong runs = 0;
        var pairs = _closely;
        for (var at = 0; at < json.Length; at += Vector128<byte>.Count)
        {
            var bytes = json.Length - at >= Vector128<byte>.Count ? Vector128.Create(json[at..]) : Tail(json[at..]);
            var low = bytes & Vector128.Create((byte)0x0F);
            var high = Vector128.ShuffleNative(_high, Vector128.ShiftRightLogical(bytes, 4));
            var doubt = (Vector128.ShuffleNative(_doubt, low) & high) | (bytes & Vector128.Create((byte)0x80));
            if (doubt != Vector128<byte>.Zero)
                return false;
            // The last 64 places; a run of fourteen that ends in the new sixteen is seen whole.
            runs = (runs >> 16) | ((ulong)Places(Vector128.ShuffleNative(_run, low) & high) << 48);
            if (HasFourteen(runs))
                return false;
            var closely =
                Vector128.ShuffleNative(pairs.Low, low) & Vector128.ShuffleNative(pairs.High, Vector128.ShiftRightLogical(bytes, 4));
            if (at > 0)
            {
                var before = json.Length - at >= Vector128<byte>.Count ? Vector128.Create(json[(at - 1)..]) : Tail(json[(at - 1)..^1]);
                closely &=
                    Vector128.ShuffleNative(pairs.LowBefore, before & Vector128.Create((byte)0x0F))
                    & Vector128.ShuffleNative(pairs.HighBefore, Vector128.ShiftRightLogical(before, 4));
            }

            for (var places = Places(closely); places != 0; places &= places - 1)
            {
                if (IsBeginning(json, at + BitOperations.TrailingZeroCount(places)))
                    return false;
            }
        }

        return true;
    }

    /// <summary>With zeros behind.</summary>
    private static Vector128<byte> Tail(ReadOnlySpan<byte> rest)
    {
        Span<byte> tail = stackalloc byte[Vector128<byte>.Count];
        tail.Clear();
        rest.CopyTo(tail);
        return Vector128.Create<byte>(tail);
    }

    private static uint Places(Vector128<byte> found) =>
        ~Vector128.Equals(found, Vector128<byte>.Zero).ExtractMostSignificantBits() & 0xFFFF;

    private static bool HasFourteen(ulong runs)
    {
        runs &= runs >> 1;
        runs &= runs >> 2;
        runs &= runs >> 4;
        return (runs & (runs >> 6)) != 0;
    }

    private static bool IsBeginning(ReadOnlySpan<byte> json, int at)
    {
        // Nothing that is looked for begins an object, whose first character is a brace.
        if (at < 3)
            return false;
        var c = json[at];
        switch (c)
        {
            case (byte)'=' or (byte)':':
                return SecretWords.MayEndAt(json, at);
            case (byte)'J':
                return json[at - 1] == 'y' && json[at - 2] == 'e';
            case (byte)'K':
                return json[at - 1] == 'S';
            case (byte)'I':
                return json[at - 1] is (byte)'A' or (byte)'K' or (byte)'S' && (json[at - 1] == 'A' || json[at - 2] == 'A');
            default:
                var key = ((json[at - 1] & 31) << 10) | ((json[at - 2] & 31) << 5) | (json[at - 3] & 31);
                return (_before[key >> 6] & (1UL << (key & 63))) != 0 && Ends(json[..(at + 1)]);
        }
    }

    private static bool Ends(ReadOnlySpan<byte> json)
    {
        foreach (var beginning in _beginnings)
        {
            // Two letters are the end of many words.
            if (json.EndsWith(beginning) && (beginning.Length > 3 || !char.IsAsciiLetterOrDigit((char)json[^(beginning.Length + 1)])))
                return true;
        }

        return false;
    }

    private static ulong[] Before()
    {
        var before = new ulong[32 * 32 * 32 / 64];
        foreach (var beginning in _beginnings)
        {
            for (var any = 0; any < 32; any++)
            {
                var third = beginning.Length > 3 ? beginning[^4] & 31 : any;
                var key = ((beginning[^2] & 31) << 10) | ((beginning[^3] & 31) << 5) | third;
                before[key >> 6] |= 1UL << (key & 63);
            }
        }

        return before;
    }

    /// <param name="Low">By the low half of a character; <paramref name="High"/> by its high half; the others of the character before it.</param>
    private sealed record PairHalves(Vector128<byte> Low, Vector128<byte> High, Vector128<byte> LowBefore, Vector128<byte> HighBefore);

    private static PairHalves Closely()
    {
        var tables = new byte[4][];
        for (var i = 0; i < tables.Length; i++)
            tables[i] = new byte[16];
        foreach (var beginning in _beginnings)
            Add("_-. ".IndexOf((char)beginning[^1]), beginning[^1], beginning[^2]);
        Add(4, (byte)'J', (byte)'y');
        Add(5, (byte)'K', (byte)'S');
        foreach (var before in "AKS"u8)
            Add(6, (byte)'I', before);
        for (var before = 0; before < 128; before++)
        {
            Add(7, (byte)'=', (byte)before);
            Add(7, (byte)':', (byte)before);
        }

        return new(Vector128.Create(tables[0]), Vector128.Create(tables[1]), Vector128.Create(tables[2]), Vector128.Create(tables[3]));

        void Add(int set, byte character, byte before)
        {
            var bit = (byte)(1 << set);
            tables[0][character & 15] |= bit;
            tables[1][character >> 4] |= bit;
            tables[2][before & 15] |= bit;
            tables[3][before >> 4] |= bit;
        }
    }

    private static Vector128<byte> Halves(ReadOnlySpan<byte> set)
    {
        Span<byte> halves = stackalloc byte[16];
        halves.Clear();
        foreach (var c in set)
            halves[c & 15] |= (byte)(1 << (c >> 4));
        return Vector128.Create<byte>(halves);
    }
}
