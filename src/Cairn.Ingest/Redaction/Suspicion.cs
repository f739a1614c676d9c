using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary>May a detector find something in this text? Reads each character once (about half a nanosecond) and never says no where a detector would say yes: most values of events
/// end here.</summary>
internal sealed class Suspicion
{
    /// <summary>A text at least this long may hold a key; the detector looks for its beginning.</summary>
    private readonly int _leastSecret = int.MaxValue;
    private readonly int _leastDigits = int.MaxValue;
    private readonly Kind _kinds;
    private readonly bool _any;

    private static readonly Kind[] _kindOf = KindOf();

    public Suspicion(Func<Detector, bool> isOn)
    {
        if (isOn(Detector.Secret))
            (_leastSecret, _kinds) = (FindSecret.LeastLength, _kinds | Kind.Pair);
        if (isOn(Detector.Email))
            _kinds |= Kind.At;
        if (isOn(Detector.Ip))
            (_leastDigits, _kinds) = (4, _kinds | Kind.Colon);
        if (isOn(Detector.NationalId))
            _leastDigits = Math.Min(_leastDigits, FindNationalId.LeastDigits);
        if (isOn(Detector.Phone))
            _leastDigits = Math.Min(_leastDigits, FindPhone.LeastDigits);
        if (isOn(Detector.Card))
            _leastDigits = Math.Min(_leastDigits, FindCard.LeastDigits);
        if (isOn(Detector.Iban))
            _leastDigits = Math.Min(_leastDigits, 4);
        _any = RedactionWords.Detectors.Any(isOn);
    }

    [Flags]
    private enum Kind : byte
    {
        None = 0,
        At = 1,
        Pair = 2,
        Colon = 4,
        Digit = 8,
    }

    public bool Of(ReadOnlySpan<byte> utf8)
    {
        if (!_any)
            return false;
        var (kinds, digits) = (Kind.None, 0);
        foreach (var b in utf8)
        {
            var kind = _kindOf[b];
            kinds |= kind;
            digits += (int)(kind & Kind.Digit) >> 3;
        }

        return (kinds & _kinds) != Kind.None || digits >= _leastDigits || utf8.Length >= _leastSecret;
    }

    public bool Of(ReadOnlySpan<char> text)
    {
        if (!_any)
            return false;
        var (kinds, digits) = (Kind.None, 0);
        foreach (var c in text)
        {
            var kind = c < 256 ? _kindOf[c] : Kind.None;
            kinds |= kind;
            digits += (int)(kind & Kind.Digit) >> 3;
        }

        return (kinds & _kinds) != Kind.None || digits >= _leastDigits || text.Length >= _leastSecret;
    }

    private static Kind[] KindOf()
    {
        var kinds = new Kind[256];
        // Both spellings of the at sign, and of an equals sign in an encoded URL.
        (kinds['@'], kinds['%'], kinds['='], kinds[':']) = (Kind.At, Kind.At | Kind.Pair, Kind.Pair, Kind.Colon);
        for (var digit = '0'; digit <= '9'; digit++)
            kinds[digit] = Kind.Digit;
        return kinds;
    }
}
