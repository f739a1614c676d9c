using System.Text;
using Cairn.Events.Privacy;

namespace Cairn.Ingest.Redaction;

/// <summary>A text after redaction.</summary>
/// <param name="IsWhole">Whether the finding was all of the text and its action is to drop it.</param>
/// <param name="Detector">The first that found something.</param>
internal readonly record struct RedactedText(string Text, bool IsWhole, Detector Detector, IReadOnlyList<Detector> Detectors);

/// <summary>One project's policy, made ready. Immutable but for a bounded cache of names; shared by all threads.</summary>
internal sealed class Redactor
{
    private readonly RedactionPolicy _policy;
    private readonly ReadOnlyMemory<byte> _key;

    public Redactor(ProjectPrivacy privacy)
    {
        (_policy, _key) = (privacy.Redaction, privacy.HashKey);
        Names = new NameRules(_policy);
        Suspicion = new Suspicion(IsOn);
    }

    public NameRules Names { get; }

    public Suspicion Suspicion { get; }

    public bool TreatsDistinctIds => _policy.DistinctIds;

    public RedactionAction this[Detector detector] => _policy[detector];

    public bool IsOn(Detector detector) => _policy[detector] != RedactionAction.Off;

    /// <summary>Nothing in this JSON object would be redacted: one look over all of it instead of one per value. Where a list names properties, each has to be looked at.</summary>
    public bool Passes(ReadOnlySpan<byte> json)
    {
        if (Names.HasLists)
            return false;
        if (Suspicion.IsQuiet || !Suspicion.JudgesObjects)
            return Suspicion.IsQuiet;
        if (QuickLook.IsClean(json))
            return true;
        using var text = new ObjectText(json);
        return !Suspicion.Of(text.Text);
    }

    /// <summary>Null when nothing was found.</summary>
    public RedactedText? Redact(ReadOnlySpan<char> text, Hint hint, int depth = 0)
    {
        return Redact(text, Search(text, hint, depth));
    }

    /// <summary>What the detectors find, whether anything looks suspicious or not.</summary>
    public Findings Search(ReadOnlySpan<char> text, Hint hint, int depth = 0)
    {
        var findings = new Findings();
        Find(text, hint, depth, findings);
        return findings;
    }

    public RedactedText? Redact(ReadOnlySpan<char> text, Findings findings)
    {
        if (findings.Count == 0)
            return null;
        var found = findings.InOrder();
        var whole = text.Trim();
        if (found is [var only] && only.Length >= whole.Length && only.Instead is null && _policy[only.Detector] == RedactionAction.Drop)
            return new RedactedText("", IsWhole: true, only.Detector, [only.Detector]);
        var result = new StringBuilder(text.Length);
        var from = 0;
        foreach (var place in found)
        {
            result.Append(text[from..place.Start]);
            result.Append(place.Instead ?? Instead(place.Detector, text.Slice(place.Start, place.Length)));
            from = place.End;
        }

        result.Append(text[from..]);
        return new RedactedText(result.ToString(), IsWhole: false, found[0].Detector, [.. found.Select(f => f.Detector).Distinct()]);
    }

    /// <summary>A whole value that is known to be of this kind.</summary>
    public string Instead(Detector detector, ReadOnlySpan<char> value, RedactionAction? action = null) =>
        (action ?? _policy[detector]) switch
        {
            RedactionAction.Hash => Hash(detector, value),
            RedactionAction.Drop => "",
            _ => Replacement.Label(detector),
        };

    /// <summary>The keyed hash of a value. What is an e-mail address as a whole is normalised as one, whatever list it stands on, so that joins work.</summary>
    public string Hash(Detector detector, ReadOnlySpan<char> value)
    {
        if (detector is Detector.Denied)
        {
            var findings = new Findings();
            FindEmail.In(value, findings);
            detector = findings.Count == 1 && findings.InOrder()[0].Length == value.Trim().Length ? Detector.Email : detector;
        }

        return Replacement.Hash(_key.Span, detector, value);
    }

    /// <summary>An id (distinct id, session id, group key) in which a detector finds something, as its keyed hash: never as a label, because different ones must stay different. Null: it stays.</summary>
    /// <param name="detector">What was found.</param>
    public string? Id(ReadOnlySpan<char> id, out Detector detector)
    {
        detector = default;
        if (id.IsEmpty || Replacement.IsOne(id) || !Suspicion.Of(id))
            return null;
        var findings = Search(id, Hint.None);
        if (findings.Count == 0)
            return null;
        var found = findings.InOrder()[0];
        detector = found.Detector;
        return Replacement.Hash(_key.Span, found.Length == id.Trim().Length ? found.Detector : Detector.Denied, id);
    }

    /// <summary>In order of priority: what an earlier one found, a later one does not see.</summary>
    private void Find(ReadOnlySpan<char> text, Hint hint, int depth, Findings findings)
    {
        if (Replacement.IsOne(text))
            return;
        if (IsOn(Detector.Secret))
            FindSecret.In(text, findings);
        if (depth <= FindPairs.MostDepth && text.ContainsAny('=', ':'))
            FindPairs.In(text, this, depth, findings);
        if (IsOn(Detector.Email))
            FindEmail.In(text, findings);
        if (IsOn(Detector.Iban))
            FindIban.In(text, findings);
        if (IsOn(Detector.Card))
            FindCard.In(text, findings);
        if (IsOn(Detector.NationalId))
            FindNationalId.In(text, hint, findings);
        if (IsOn(Detector.Ip))
            FindIp.In(text, hint, findings);
        if (IsOn(Detector.Phone))
            FindPhone.In(text, hint, findings);
    }
}
