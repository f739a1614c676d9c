using System.Text;
using Cairn.Events;
using Cairn.Query.Filters;
using Cairn.Query.Spec;

namespace Cairn.Query.Tests.Filters;

public sealed class FilterReaderTests
{
    [Theory]
    [InlineData("""{"property":"a","op":"eqq","value":1}""", "/op", "unknown_value")]
    [InlineData("""{"property":"a","op":"eq"}""", "/value", "required")]
    [InlineData("""{"property":"a","op":"eq","value":null}""", "/value", "required")]
    [InlineData("""{"property":"a","op":"eq","value":{}}""", "/value", "wrong_type")]
    [InlineData("""{"property":"a","op":"eq","value":[1,null]}""", "/value/1", "wrong_type")]
    [InlineData("""{"property":"a","op":"in","value":"x"}""", "/value", "wrong_type")]
    [InlineData("""{"property":"a","op":"between","value":[1]}""", "/value", "too_few")]
    [InlineData("""{"property":"a","op":"between","value":[1,"x"]}""", "/value", "wrong_type")]
    [InlineData("""{"property":"a","op":"gt","value":true}""", "/value", "wrong_type")]
    [InlineData("""{"property":"a","op":"regex","value":"a(?=b)"}""", "/value", "invalid_regex")]
    [InlineData("""{"property":"a","op":"regex","value":"(a)\\1"}""", "/value", "invalid_regex")]
    [InlineData("""{"property":"a","op":"is_set","value":1}""", "/value", "unexpected_value")]
    [InlineData("""{"property":"a","op":"is_set","scope":"nobody"}""", "/scope", "unknown_value")]
    [InlineData("""{"property":"a","op":"is_set","scope":"group:"}""", "/scope", "wrong_length")]
    [InlineData("""{"property":"a..b","op":"is_set"}""", "/property", "invalid_property")]
    [InlineData("""{"property":"$duration","op":"is_set","scope":"session"}""", "/property", "unknown_property")]
    [InlineData("""{"property":"timestamp","op":"gt","value":"soon"}""", "/value", "invalid_time")]
    [InlineData("""{"and":[{"or":[{"proprty":"a","op":"is_set"}]}]}""", "/and/0/or/0/proprty", "unknown_field")]
    [InlineData("""{"and":[],"or":[]}""", "/or", "unknown_field")]
    [InlineData("""{"cohort":"buyers"}""", "/cohort", "not_available")]
    [InlineData("""{"property":"buyers","scope":"cohort","op":"eq","value":"in"}""", "/property", "not_available")]
    [InlineData("""[]""", "", "wrong_type")]
    [InlineData("""{"property":"a","op":"is_set","op":"eq"}""", "/op", "duplicate_field")]
    public void A_fault_names_its_place(string json, string pointer, string code) =>
        Read(json).Errors.ShouldContain(e => e.Pointer == pointer && e.Code == code);

    [Fact]
    public void A_typo_gets_a_hint() =>
        Read("""{"proprety":"a","op":"is_set"}""").Errors[0].Message.ShouldContain("Did you mean \"property\"?");

    [Fact]
    public void All_faults_are_listed_at_once() =>
        Read("""{"and":[{"property":"a","op":"x"},{"property":1,"op":"eq","value":[]}]}""")
            .Errors.Select(e => e.Pointer)
            .ShouldBe(["/and/0/op", "/and/1/property", "/and/1/value"]);

    [Fact]
    public void Filters_nest_only_so_deep()
    {
        var json = string.Concat(Enumerable.Repeat("""{"not":""", 30)) + """{"property":"a","op":"is_set"}""" + new string('}', 30);
        Read(json).Errors.Single().Code.ShouldBe("too_deep");
    }

    [Fact]
    public void A_half_surrogate_is_bad_input_and_no_crash() =>
        Read("""{"property":"\ud800","op":"is_set"}""").Errors.Single().Code.ShouldBe("invalid_json");

    [Theory]
    [InlineData("99", 99d)]
    [InlineData("-2.50", -2.5)]
    [InlineData("1e3", 1000d)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5d)]
    [InlineData("+5", 5d)]
    [InlineData(" 99", null)]
    [InlineData("99\n", null)]
    [InlineData("0x10", null)]
    [InlineData("inf", null)]
    [InlineData("NaN", null)]
    [InlineData("1e999", null)]
    [InlineData("1,000", null)]
    [InlineData("", null)]
    public void A_text_is_a_number_when_it_is_written_as_one(string text, double? number) =>
        FilterValueChecks.NumberOf(text).ShouldBe(number);

    private static (Filter? Filter, IReadOnlyList<InputError> Errors) Read(string json)
    {
        var errors = new SpecErrors();
        var filter = SpecBody.Read(Encoding.UTF8.GetBytes(json), errors) is { } node ? FilterReader.Read(node) : null;
        return (filter, errors.Items);
    }
}
