using System.Buffers;
using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary>May a detector find something in this text: a value, a name, or a whole JSON object? Never says no where one would say yes: each condition follows from what a detector cannot do
/// without (an at sign, so many digits, the beginning of a key, the name of a secret), and what holds for a part holds for the whole. Most events end here.</summary>
internal sealed class Suspicion
{
    /// <summary>Length of an Italian codice fiscale, whose digits may all be letters.</summary>
    private const int ItalianLength = 16;

    private readonly bool _seeksSecrets;
    private readonly bool _seeksCards;
    private readonly bool _seeksWords;
    private readonly int _leastDigits = int.MaxValue;

    /// <summary>Any of these is enough; null: none is.</summary>
    private readonly SearchValues<char>? _marks;

    public Suspicion(Func<Detector, bool> isOn)
    {
        (_seeksSecrets, _seeksCards, _seeksWords) = (isOn(Detector.Secret), isOn(Detector.Card), isOn(Detector.NationalId));
        var marks =
            isOn(Detector.Email) ? "@%"
            : _seeksWords ? "%"
            : "";
        if (isOn(Detector.Ip))
            (_leastDigits, marks) = (4, marks + ":%");
        if (isOn(Detector.Iban))
            _leastDigits = Math.Min(_leastDigits, 2);
        if (_seeksWords)
            _leastDigits = Math.Min(_leastDigits, FindNationalId.LeastDigits);
        if (isOn(Detector.Phone))
            _leastDigits = Math.Min(_leastDigits, FindPhone.LeastDigits);
        _marks = marks.Length > 0 ? SearchValues.Create(marks) : null;
        IsQuiet = !_seeksSecrets && !_seeksCards && _marks is null && _leastDigits == int.MaxValue;
    }

    /// <summary>No detector is on.</summary>
    public bool IsQuiet { get; }

    /// <summary>Whether it is worth asking of a whole object. A few digits in one make it suspicious, and every event has those.</summary>
    public bool JudgesObjects => _leastDigits == int.MaxValue;

    public bool Of(ReadOnlySpan<char> text) => !IsQuiet && Of(text, depth: 0);

    private bool Of(ReadOnlySpan<char> text, int depth) =>
        (_marks is not null && text.ContainsAny(_marks))
        || (_leastDigits != int.MaxValue && Counts(text))
        || (_seeksCards && FindCard.HasRun(text))
        || (_seeksSecrets && FindSecret.MayBeIn(text))
        || (depth <= FindPairs.MostDepth && HasPair(text, depth));

    private bool Counts(ReadOnlySpan<char> text)
    {
        var (digits, word) = (0, 0);
        foreach (var c in text)
        {
            word = char.IsAsciiLetterOrDigit(c) ? word + 1 : 0;
            if (char.IsAsciiDigit(c) && ++digits >= _leastDigits)
                return true;
            if (_seeksWords && word >= ItalianLength)
                return true;
        }

        return false;
    }

    /// <summary>Of a JSON object the colons after names are seen as well, so names that tell a secret are found here.</summary>
    private bool HasPair(ReadOnlySpan<char> text, int depth)
    {
        var seenTo = 0;
        for (int next, i = text.IndexOfAny('=', ':'); i >= 0; i = next < 0 ? -1 : i + 1 + next)
        {
            if (_seeksSecrets && SecretWords.MayEndAt(text, i))
                return true;
            if (text[i] == '=' && FindPairs.StartAfter(text, i) is var start && start >= seenTo)
            {
                // A value within this one shares its end.
                seenTo = FindPairs.EndFrom(text, start);
                var value = text[start..seenTo];
                if (value.ContainsAny('%', '+') && Of(FindPairs.Decode(value), depth + 1))
                    return true;
            }

            next = text[(i + 1)..].IndexOfAny('=', ':');
        }

        return false;
    }
}
