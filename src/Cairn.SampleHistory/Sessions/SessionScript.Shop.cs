using Cairn.Sample.Product;

namespace Cairn.Sample.Sessions;

/// <summary>The paper shop: look, put into the cart, check out, pay.</summary>
internal sealed partial class SessionScript
{
    private void Shop()
    {
        Wait(10, 120);
        PageView(Site.Shop);
        var product = Site.Products.Pick(_random.Next());
        for (var looks = _random.Next(1, 4); looks > 0; looks--)
        {
            Wait(5, 60);
            product = Site.Products.Pick(_random.Next());
            Step("product_viewed"u8, product, 1);
        }
        if (!_random.Chance(0.46))
            return;
        var quantity = _random.Chance(0.8) ? 1 : _random.Next(2, 6);
        Wait(5, 90);
        Step("added_to_cart"u8, product, quantity);
        if (!_random.Chance(0.62))
            return;
        Wait(5, 60);
        PageView(Site.Cart);
        Wait(5, 60);
        Step("checkout_started"u8, product, quantity);
        Wait(20, 180);
        if (anomalies.CheckoutIsDown(_time))
        {
            Exception(Site.Cart, "PaymentError", "payment gateway timed out after 30 s");
            Step("payment_failed"u8, product, quantity);
        }
        else if (_random.Chance(0.03))
            Step("payment_failed"u8, product, quantity);
        else if (_random.Chance(0.76))
            Step("purchase"u8, product, quantity);
    }

    private void Step(ReadOnlySpan<byte> name, Product.Product product, int quantity)
    {
        Begin(name);
        batch.Add("product_id"u8, product.Id);
        batch.Add("product_name"u8, product.Name);
        batch.Add("category"u8, product.Category);
        batch.AddDecimal("amount"u8, (long)product.Cents * quantity, 2);
        batch.Add("currency"u8, _who.Currency);
        batch.Add("quantity"u8, (long)quantity);
        batch.Finish();
    }
}
