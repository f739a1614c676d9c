using System.Globalization;
using Cairn.Query.Spec;

namespace Cairn.Insights.Trends;

/// <summary>Arithmetic over series: letters A, B, C …, numbers, <c>+ - * /</c>, parentheses and signs. A division by zero, anything computed with its
/// result, and what is no finite number are null.</summary>
public sealed class Formula
{
    private readonly Func<IReadOnlyList<double?>, double?> _evaluate;

    private Formula(string text, Func<IReadOnlyList<double?>, double?> evaluate)
    {
        Text = text;
        _evaluate = evaluate;
    }

    public string Text { get; }

    /// <summary>The result for one point; <paramref name="values"/> by letter.</summary>
    public double? Evaluate(IReadOnlyList<double?> values) => _evaluate(values) is { } result && double.IsFinite(result) ? result : null;

    /// <summary>Reads a formula over so many series; null when it has a fault, which is reported with its place.</summary>
    public static Formula? Read(SpecNode node, int series)
    {
        var text = node.Text(1, 500);
        if (text.Length == 0)
            return null;
        try
        {
            var parser = new Parser(text, series);
            return new Formula(text, parser.ReadAll());
        }
        catch (FormatException e)
        {
            node.Fault("invalid_formula", e.Message);
            return null;
        }
    }

    private sealed class Parser(string text, int series)
    {
        private int _at;
        private int _depth;

        public Func<IReadOnlyList<double?>, double?> ReadAll()
        {
            var all = Sum();
            return Peek() == '\0' ? all : throw Wrong("An operator or the end is missing");
        }

        private Func<IReadOnlyList<double?>, double?> Sum()
        {
            var left = Product();
            while (Peek() is '+' or '-')
            {
                var isPlus = text[_at++] == '+';
                var (a, b) = (left, Product());
                left = isPlus ? v => a(v) + b(v) : v => a(v) - b(v);
            }

            return left;
        }

        private Func<IReadOnlyList<double?>, double?> Product()
        {
            var left = Factor();
            while (Peek() is '*' or '/')
            {
                var isTimes = text[_at++] == '*';
                var (a, b) = (left, Factor());
                left = isTimes ? v => a(v) * b(v) : v => b(v) is { } divisor and not 0 ? a(v) / divisor : null;
            }

            return left;
        }

        private Func<IReadOnlyList<double?>, double?> Factor()
        {
            if (++_depth > 100)
                throw new FormatException("The formula nests too deeply.");
            var factor = ReadFactor();
            _depth--;
            return factor;
        }

        private Func<IReadOnlyList<double?>, double?> ReadFactor()
        {
            var next = Peek();
            if (next is '-' or '+')
            {
                _at++;
                var part = Factor();
                return next == '-' ? v => -part(v) : part;
            }

            if (next == '(')
            {
                _at++;
                var inside = Sum();
                if (Peek() != ')')
                    throw Wrong("A closing parenthesis is missing");
                _at++;
                return inside;
            }

            if (char.IsAsciiLetter(next))
                return Letter(char.ToUpperInvariant(next) - 'A');
            return char.IsAsciiDigit(next) || next == '.' ? Number() : throw Wrong("A letter, a number or a parenthesis is missing");
        }

        private Func<IReadOnlyList<double?>, double?> Letter(int index)
        {
            if (index >= series)
                throw Wrong($"There is no series {(char)('A' + index)}: the last of {series} is {(char)('A' + Math.Max(series - 1, 0))}");
            _at++;
            return v => v[index];
        }

        private Func<IReadOnlyList<double?>, double?> Number()
        {
            var start = _at;
            while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.'))
                _at++;
            if (
                !double.TryParse(
                    text.AsSpan(start, _at - start),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var number
                )
            )
            {
                _at = start;
                throw Wrong("This is no number");
            }

            return _ => number;
        }

        private char Peek()
        {
            while (_at < text.Length && text[_at] == ' ')
                _at++;
            return _at < text.Length ? text[_at] : '\0';
        }

        private FormatException Wrong(string what) =>
            new(
                $"{what} at character {_at + 1}. A formula is made of A to {(char)('A' + Math.Max(series - 1, 0))}, numbers, + - * / and parentheses."
            );
    }
}
