namespace Cairn.Server.Mail;

internal static class MailServices
{
    public static IServiceCollection AddMail(this IServiceCollection services) =>
        services
            .AddSingleton<PublicAddress>()
            .AddSingleton<SendLetters>()
            .AddSingleton<TellAccount>()
            .AddHostedService(provider => provider.GetRequiredService<SendLetters>());
}
