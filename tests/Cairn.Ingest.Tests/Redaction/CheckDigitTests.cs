using Cairn.Ingest.Redaction;
using Cairn.Ingest.Redaction.NationalIds;

namespace Cairn.Ingest.Tests.Redaction;

/// <summary>The states' own examples and published test numbers.</summary>
public sealed class CheckDigitTests
{
    [Fact]
    public void Published_numbers_are_valid()
    {
        CheckDigits.Luhn("4111111111111111").ShouldBeTrue();
        CheckDigits.Verhoeff("2363").ShouldBeTrue();
        Rules.FrNir("269054958815780").ShouldBeTrue("a published example");
        Rules.EsDni("12345678Z").ShouldBeTrue();
        Rules.EsDni("X1234567L").ShouldBeTrue();
        Rules.ItCodiceFiscale("RSSMRA85T10A562S").ShouldBeTrue();
        Rules.NlBsn("111222333").ShouldBeTrue();
        Rules.PlPesel("44051401359").ShouldBeTrue();
        Rules.BrCpf("11144477735").ShouldBeTrue();
        Rules.DeSteuerId("86095742719").ShouldBeTrue();
        Rules.SePersonnummer("8112189876").ShouldBeTrue("Skatteverket's example");
        Rules.FiHetu("131052308T").ShouldBeTrue();
        Rules.ChAhv("7569217076985").ShouldBeTrue();
        Rules.BeRegister("85073003328").ShouldBeTrue();
        Rules.CaSin("130692544").ShouldBeTrue();
        Rules.UsSsn("219099999").ShouldBeTrue();
    }

    [Theory]
    [InlineData("269054958815780", 13)]
    [InlineData("44051401359", 11)]
    [InlineData("11144477735", 11)]
    [InlineData("86095742719", 11)]
    public void Any_single_wrong_digit_is_noticed(string number, int length)
    {
        for (var place = 7; place < length; place++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                if (number[place] == digit)
                    continue;
                var wrong = number[..place] + digit + number[(place + 1)..];
                NationalId
                    .All.Where(id =>
                        id.Name is "FR NIR" && length == 13
                        || id.Name is "PL PESEL" && number[0] == '4'
                        || id.Name is "BR CPF" && number[0] == '1' && length == 11
                        || id.Name is "DE Steuer-ID" && number[0] == '8'
                    )
                    .ShouldAllBe(id => !id.IsValid(wrong));
            }
        }
    }
}
