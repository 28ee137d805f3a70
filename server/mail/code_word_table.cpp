#include "mail/code_word_table.hpp"

#include <array>

namespace mailstop::mail {
namespace {

constexpr std::array rows{
    // English
    CodeWordRow{
        CodeWord::strong,
        "verification code|verification codes|verify code|confirmation code|security code|one time code|"
        "one time password|one time passcode|one time pin|passcode|login code|log in code|sign in code|"
        "signin code|sign on code|access code|authentication code|authorization code|authorisation code|"
        "activation code|otp|otp code|two factor code|2fa code|mfa code|2 step code|verification pin|"
        "verification number|validation code|magic code|magic token|login token|reset code|recovery code|"
        "temporary code|auth code|approval code|unlock code|pairing code|device code|pin code|access pin|"
        "temporary pin|secret code|registration code|download pin|security pin|single use code"},
    CodeWordRow{CodeWord::code,
                "code|codes|pin|token|tokens|these digits|access token|support code|pin number"},
    CodeWordRow{
        CodeWord::support,
        "verify|verifying|verifies|verified|verification|authenticat~|sign in|signing in|signin|log in|"
        "logging in|login|two factor|2 step|multi factor|confirm your|expires in|valid for|do not share|"
        "don't share|never share|one time|passwordless"},
    CodeWordRow{
        CodeWord::other,
        "order|orders|order number|order no|order id|invoice|invoices|invoice no|receipt|reference|ref|"
        "ticket|tickets|ticket id|case|case id|customer|customer number|client number|account|"
        "account number|booking|booking reference|booking code|reservation|reservation number|"
        "confirmation number|tracking|tracking number|tracking code|tracking id|parcel|shipment|package|"
        "phone|phone number|telephone|tel|fax|mobile|call|dial|dial in|zip|zip code|postal code|postcode|"
        "post code|area code|country code|sort code|routing number|iban|bic|swift code|swift|vat|tax id|"
        "tax|reg no|registered in england no|company no|registration number|card ending|ending in|"
        "card number|build|version|release|article|item|sku|isbn|model|serial|serial number|"
        "promo code|promotion code|promotional code|discount code|coupon code|coupon|voucher|"
        "voucher code|gift card|gift code|gift card number|referral code|offer code|error code|"
        "exit code|status code|response code|product code|order code|item code|issue|pipeline|job|"
        "job id|commit|row|seat|room|flight|transaction|transaction id|meeting id|session id|request id|"
        "request|membership|member|member number|patient|patient number|position|mailbox|"
        "mailbox number|box|extension|copyright|\xC2\xA9|suite|policy|policy number|id|license|hrb|"
        "meter|bay|agent|amount|total|balance|sha|fingerprint|p o box|report to"},
    CodeWordRow{
        CodeWord::none,
        "code of conduct|dress code|source code|qr code|visual studio code|code review|vs code|"
        "low code|no code|barcode|bar code|morse code|building code|color code|colour code|code base"},
    // German
    CodeWordRow{CodeWord::strong,
                "~bestätigungscode~|~verifizierungscode~|~verifikationscode~|~sicherheitscode~|~anmeldecode~|"
                "~logincode|~zugangscode~|~zugriffscode~|~aktivierungscode~|~freischaltcode~|~einmalcode~|"
                "~einmalpasswort|~einmalkennwort|sms tan|mtan|~prüfcode~|~authentifizierungscode~|"
                "~registrierungscode~|~abholcode~|~bestätigungs code|~sicherheits code|einmaliger code"},
    CodeWordRow{CodeWord::code, "~code|~codes|tan|kennziffer"},
    CodeWordRow{CodeWord::support,
                "anmeld~|bestätig~|verifizier~|einlogg~|einzulogg~|gültig|geben sie|zwei faktor"},
    CodeWordRow{CodeWord::other,
                "~nummer|~nummern|nr|bestellung~|rechnung~|auftrag~|vorgang~|aktenzeichen|~konto|kunde~|"
                "~gutscheincode~|~rabattcode~|~aktionscode~|~gutschein~|~telefon~|hotline|plz|postleitzahl|"
                "ust idnr|steuernummer|~fehlercode~|vertrag~|sendung~|zimmer|betrag|uid"},
    CodeWordRow{CodeWord::none, "~quellcode~|~barcode~|~strichcode~"},
    // French
    CodeWordRow{
        CodeWord::strong,
        "code de vérification|code de confirmation|code de sécurité|code d'accès|code de connexion|"
        "code d'authentification|code d'activation|code de validation|code à usage unique|code unique|"
        "mot de passe à usage unique|mot de passe unique|code secret|code de retrait|code temporaire|"
        "code d'identification"},
    CodeWordRow{CodeWord::code, "jeton"},
    CodeWordRow{CodeWord::support, "connexion|connecter|vérifi~|saisissez|saisir|expire~|confirmez"},
    CodeWordRow{
        CodeWord::other,
        "commande~|facture~|n°|client|dossier|colis|suivi|code promo|code promotionnel|code postal|"
        "code de réduction|code réduction|code avantage|code de suivi|code article|téléphone|tél|siret|"
        "siren|rcs|tva|service client|référence|réf|réservation|montant|chambre"},
    // Spanish, Catalan
    CodeWordRow{CodeWord::strong,
                "código de verificación|código de confirmación|código de seguridad|código de acceso|"
                "código de activación|código de un solo uso|clave de un solo uso|contraseña de un solo uso|"
                "clave dinámica|código único|código de inicio de sesión|código de autenticación|"
                "código de autorización|código de recogida|código temporal|codi de verificació"},
    CodeWordRow{CodeWord::code, "código|códigos|codigo|clave|codi"},
    CodeWordRow{CodeWord::support,
                "iniciar sesión|inicia sesión|verificar|verifica|confirmar|caduca|ingresa|introduce"},
    CodeWordRow{CodeWord::other,
                "pedido~|factura~|cliente|código postal|código promocional|código de descuento|"
                "código de seguimiento|código de reserva|teléfono|cuenta|referencia|cupón|reserva|envío|"
                "seguimiento|importe|comanda"},
    // Italian
    CodeWordRow{CodeWord::strong,
                "codice di verifica|codice di conferma|codice di sicurezza|codice di accesso|codice otp|"
                "codice di attivazione|codice monouso|password monouso|codice di ritiro|codice temporaneo|"
                "codice di autenticazione|codice di autorizzazione"},
    CodeWordRow{CodeWord::code, "codice|codici"},
    CodeWordRow{CodeWord::support, "accedere|accedi|accesso|verificare|conferma|confermare|inserisci"},
    CodeWordRow{
        CodeWord::other,
        "codice fiscale|codice sconto|codice promozionale|codice postale|codice ordine|codice cliente|"
        "codice di tracciamento|codice prenotazione|cap|ordine|fattura|spedizione|telefono|p iva|p.iva|"
        "partita iva|importo"},
    // Portuguese, Romanian
    CodeWordRow{CodeWord::strong,
                "código de verificação|código de confirmação|código de segurança|código de acesso|"
                "código de ativação|código de autenticação|código de uso único|senha de uso único|"
                "código de login|código de validação|cod de verificare|cod de confirmare|codul de verificare|"
                "codul tău de verificare|cod de securitate"},
    CodeWordRow{CodeWord::code, "cod|codul"},
    CodeWordRow{CodeWord::support, "acessar|entrar na|fazer login|digite|confirme|autentificare|conectare"},
    CodeWordRow{CodeWord::other,
                "fatura|código de rastreio|código de rastreamento|código de desconto|cep|nif|cnpj|cpf|"
                "protocolo~|encomenda|telefone|cod poștal|cod promoțional|cod de reducere|comenzi|comanda"},
    // Dutch
    CodeWordRow{CodeWord::strong,
                "~verificatiecode~|~bevestigingscode~|~beveiligingscode~|~inlogcode~|~toegangscode~|"
                "~activatiecode~|~ophaalcode~|eenmalige code|eenmalig wachtwoord|~pincode"},
    CodeWordRow{CodeWord::support, "inlog~|in te loggen|bevestig~|verifieer|geldig"},
    CodeWordRow{CodeWord::other,
                "bestel~|factuur~|klant~|~kortingscode~|~actiecode~|kvk|btw|bedrag|pakket|~cadeaucode~"},
    // Swedish, Danish, Norwegian, Icelandic
    CodeWordRow{CodeWord::strong,
                "~verifieringskod~|~bekräftelsekod~|~engångskod~|~säkerhetskod~|~inloggningskod~|"
                "~aktiveringskod~|~engångslösenord~|~bekræftelseskode~|~engangskode~|~sikkerhedskode~|"
                "~verifikationskode~|~verifiseringskode~|~loginkode~|~engangsadgangskode~|~bekreftelseskode~|"
                "~sikkerhetskode~|~engangspassord~|staðfestingarkóð~|öryggiskóð~"},
    CodeWordRow{CodeWord::code, "~kod|~koden|~kode|~kodene|kóði~|kóða"},
    CodeWordRow{CodeWord::support,
                "logga in|inloggning~|bekräft~|giltig|log ind|logge ind|bekræft~|gyldig|logg inn|logge inn|"
                "innlogging~|bekreft~|udløber"},
    CodeWordRow{CodeWord::other,
                "ordre~|faktura~|kund|kunde|kundtjänst|~rabattkod~|~presentkod~|~rabatkode~|~rabattkode~|"
                "~postnummer|cvr|org.nr|summa|pöntun~|~númer"},
    // Finnish, Estonian, Latvian, Lithuanian, Hungarian
    CodeWordRow{CodeWord::strong,
                "~vahvistuskood~|~varmennuskood~|~kertakäyttökood~|~turvakood~|~kirjautumiskood~|"
                "kertakäyttösalasana~|~kinnituskood~|~turvakood~|patvirtinimo kod~|apstiprinājuma kod~|"
                "drošības kod~|saugos kod~|megerősítő kód~|ellenőrző kód~|biztonsági kód~|belépési kód~|"
                "egyszer használatos kód~|egyszer használatos jelszó~|egyszeri jelszó~|hitelesítő kód~"},
    CodeWordRow{CodeWord::code, "~koodi~|~kood|kodas|kodą|kods|kodu|kód~"},
    CodeWordRow{CodeWord::support,
                "kirjaudu~|kirjautu~|vahvist~|voimassa|belép~|bejelentkez~|érvényes|galioja|logi sisse"},
    CodeWordRow{CodeWord::other,
                "~numero|tilaus~|lasku~|asiakas~|puhelin~|~alennuskoodi~|~postikoodi|tellimus~|"
                "sooduskood~|užsakym~|nuolaidos kod~|pašto kod~|pasūtījum~|atlaižu kod~|pasta indekss|"
                "rendelés~|számla~|ügyfél~|irányítószám|kuponkód~|kedvezménykód~|~szám|~száma"},
    // Polish, Czech, Slovak
    CodeWordRow{CodeWord::strong,
                "kod weryfikacyjny|kod potwierdzający|kod autoryzacyjny|kod bezpieczeństwa|kod dostępu|"
                "kod jednorazowy|jednorazowy kod|hasło jednorazowe|kod sms|kod odbioru|kod logowania|"
                "kod aktywacyjny|kod do logowania|ověřovací kód~|potvrzovací kód~|bezpečnostní kód~|"
                "jednorázový kód~|jednorázové heslo|přihlašovací kód~|aktivační kód~|overovací kód~|"
                "potvrdzovací kód~|bezpečnostný kód~|jednorazový kód~"},
    CodeWordRow{CodeWord::code, "kodem"},
    CodeWordRow{
        CodeWord::support,
        "zalog~|logowan~|potwierd~|zweryfikuj|ważny|wpisz|přihlá~|ověř~|potvr~|platnost|prihlás~|overi~"},
    CodeWordRow{
        CodeWord::other,
        "zamówieni~|faktur~|kod pocztowy|kod rabatowy|kod promocyjny|numer|numer zamówienia|nip|regon|"
        "krs|klient~|przesyłk~|kwota|objednávk~|slevový kód|zľavový kód|psč|ičo|dič|zákazni~|číslo|částka"},
    // Russian, Ukrainian, Bulgarian
    CodeWordRow{
        CodeWord::strong,
        "код подтверждения|код проверки|код доступа|код для входа|код безопасности|код активации|"
        "проверочный код|одноразовый код|одноразовый пароль|код авторизации|код из смс|код для авторизации|"
        "код підтвердження|код перевірки|код доступу|код для входу|одноразовий код|одноразовий пароль|"
        "код за потвърждение|код за достъп|код за проверка"},
    CodeWordRow{CodeWord::code, "код|кода|коду|кодом|код от|кодът|пин код|пин|токен"},
    CodeWordRow{CodeWord::support,
                "войти|вход|входа|вхід|входу|увійти|подтверд~|подтвержд~|підтверд~|потвърд~|действителен|"
                "введите|введіть|не сообщайте"},
    CodeWordRow{CodeWord::other,
                "заказ~|счет|счёт|накладн~|договор~|почтовый индекс|индекс|номер|номер заказа|промокод~|"
                "промо код|код товара|код ошибки|телефон~|тел|инн|кпп|огрн|№|сумма|сумму|замовленн~|рахун~|"
                "поштовий індекс|вул|ул|поръчка~|фактура~"},
    // Serbian, Croatian, Bosnian, Slovenian
    CodeWordRow{
        CodeWord::strong,
        "kod za potvrdu|verifikacioni kod|potvrdni kod|kontrolni kod|sigurnosni kod|kôd za prijavu|"
        "kôd za potvrdu|potrditvena koda|potrditveno kodo|varnostna koda|enkratna koda|kod za prijavu"},
    CodeWordRow{CodeWord::code, "kôd|kôda|koda|kodo|šifra"},
    CodeWordRow{CodeWord::support, "prijav~|potvrd~|važi|vrijedi|unesite"},
    CodeWordRow{CodeWord::other, "narudžb~|porudžbin~|račun~|broj|promo kod|naročil~|kod za popust"},
    // Turkish, Azerbaijani
    CodeWordRow{CodeWord::strong,
                "doğrulama kod~|onay kod~|güvenlik kod~|giriş kod~|aktivasyon kod~|tek kullanımlık şifre~|"
                "tek kullanımlık kod~|tek kullanımlık parola~|sms kod~|təsdiq kod~"},
    CodeWordRow{CodeWord::code, "kodun~|şifre~"},
    CodeWordRow{CodeWord::support, "giriş~|doğrula~|onayla~|geçerli~"},
    CodeWordRow{CodeWord::other,
                "sipariş~|posta kodu|indirim kod~|kupon kod~|kupon|takip no|müşteri~|tutar|sifariş~|adres"},
    // Greek
    CodeWordRow{CodeWord::strong,
                "κωδικός επαλήθευσ~|κωδικό επαλήθευσ~|κωδικός επιβεβαίωσ~|κωδικό επιβεβαίωσ~|"
                "κωδικός ασφαλείας|κωδικός μιας χρήσης|κωδικός πρόσβασης|κωδικός μίας χρήσης"},
    CodeWordRow{CodeWord::code, "κωδικ~"},
    CodeWordRow{CodeWord::support, "σύνδεσ~|συνδεθ~|επαλήθευσ~|επιβεβαί~|ισχύει"},
    CodeWordRow{CodeWord::other,
                "εκπτωτικός κωδικός|κωδικός προσφοράς|παραγγελί~|τιμολόγι~|ταχυδρομικός κώδικας|τ.κ|τηλέφων~|"
                "αριθμός|κουπόνι|σύνολο"},
    // Arabic, Persian, Urdu
    CodeWordRow{CodeWord::strong,
                "رمز التحقق|رمز التأكيد|رمز الدخول|رمز الأمان|رمز المرور|رمز التفعيل|كود التحقق|كود التفعيل|"
                "كلمة مرور لمرة واحدة|کد تایید|کد تأیید|کد ورود|رمز یکبار مصرف|رمز پویا|تصدیقی کوڈ"},
    CodeWordRow{CodeWord::code, "~رمز~|~الرمز~|كود|~الكود|کد|کوڈ"},
    CodeWordRow{CodeWord::support, "~تسجيل|~التحقق|~تأكيد~|صالح|ورود|معتبر"},
    CodeWordRow{CodeWord::other,
                "~الرمز البريدي|رمز بريدي|رمز الخصم|كود الخصم|كوبون|رقم الطلب|رقم|طلبك|فاتورة|~هاتف|المبلغ|"
                "کد پستی|کد تخفیف|شماره|سفارش|تلفن"},
    // Hebrew
    CodeWordRow{CodeWord::strong,
                "~קוד אימות|~קוד האימות|~קוד הכניסה|~קוד כניסה|~קוד אבטחה|~קוד האבטחה|סיסמה חד פעמית|"
                "~קוד חד פעמי|~קוד החד פעמי|~קוד גישה"},
    CodeWordRow{CodeWord::code, "~קוד"},
    CodeWordRow{CodeWord::support, "כניסה|~אימות|תקף|להתחבר"},
    CodeWordRow{CodeWord::other, "מיקוד|קוד קופון|קוד הנחה|~הזמנה|חשבונית|טלפון|מספר"},
    // Georgian, Armenian
    CodeWordRow{CodeWord::strong, "ვერიფიკაციის კოდ~|დადასტურების კოდ~|հաստատման կոդ~"},
    CodeWordRow{CodeWord::code, "კოდ~|կոդ~"},
    // Chinese
    CodeWordRow{
        CodeWord::strong,
        "验证码|驗證碼|校验码|校驗碼|动态密码|動態密碼|动态码|一次性密码|一次性密碼|确认码|確認碼|安全码|"
        "安全碼|登录码|登入碼|認證碼|认证码|激活码|啟用碼|授权码|取件码|提货码|口令|验证代码|一次性代码"},
    CodeWordRow{CodeWord::code, "代码|代碼|密码|密碼"},
    CodeWordRow{CodeWord::support, "登录|登入|登錄|验证|驗證|有效|输入|輸入"},
    CodeWordRow{
        CodeWord::other,
        "订单|訂單|编号|編號|邮编|邮政编码|郵遞區號|优惠码|優惠碼|折扣码|折扣碼|兑换码|电话|電話|客服|运单|"
        "单号|單號|金额|金額|发票|發票|账号|帳號|错误代码|卡号"},
    CodeWordRow{CodeWord::none, "二维码|二維碼|源代码|条形码"},
    // Japanese
    CodeWordRow{
        CodeWord::strong,
        "認証コード|確認コード|認証番号|確認番号|ワンタイムパスワード|ワンタイムコード|ワンタイムパス|"
        "セキュリティコード|検証コード|暗証番号|ログインコード|認証キー|パスコード|確認用コード"},
    CodeWordRow{CodeWord::code, "コード|トークン"},
    CodeWordRow{CodeWord::support, "ログイン|認証|有効期限|サインイン|入力"},
    CodeWordRow{
        CodeWord::other,
        "注文|クーポン|クーポンコード|割引コード|エラーコード|商品コード|郵便番号|〒|お問い合わせ|伝票番号|"
        "予約番号|会員番号|お客様番号|請求書|合計"},
    CodeWordRow{CodeWord::none, "バーコード|qrコード|ソースコード"},
    // Korean
    CodeWordRow{CodeWord::strong,
                "인증번호|인증 번호|인증코드|인증 코드|확인 코드|확인코드|보안 코드|보안코드|일회용 비밀번호|"
                "로그인 코드|일회용 코드|확인 번호"},
    CodeWordRow{CodeWord::code, "코드|비밀번호"},
    CodeWordRow{CodeWord::support, "로그인|인증|입력|유효"},
    CodeWordRow{
        CodeWord::other,
        "주문|쿠폰|할인 코드|할인코드|우편번호|고객센터|전화|송장|운송장|예약|결제|고객번호|오류 코드"},
    // Vietnamese, Thai, Indonesian, Malay, Swahili
    CodeWordRow{CodeWord::strong,
                "mã xác minh|mã xác nhận|mã xác thực|mã otp|mã bảo mật|mã đăng nhập|รหัสยืนยัน|รหัสผ่านครั้งเดียว|"
                "รหัส otp|รหัสความปลอดภัย|รหัสเข้าใช้งาน|kode verifikasi|kode otp|kode konfirmasi|kode keamanan|"
                "kode akses|kata sandi sekali pakai|kod pengesahan|kod keselamatan|~uthibitisho"},
    CodeWordRow{CodeWord::code, "mã|รหัส"},
    CodeWordRow{CodeWord::support,
                "đăng nhập|xác minh|hiệu lực|ยืนยัน|เข้าสู่ระบบ|masuk ke|verifikasi|konfirmasi|berlaku"},
    CodeWordRow{
        CodeWord::other,
        "mã đơn hàng|mã giảm giá|mã bưu chính|mã vận đơn|mã khuyến mãi|đơn hàng|hóa đơn|số điện thoại|"
        "รหัสไปรษณีย์|รหัสอ้างอิง|คำสั่งซื้อ|รหัสส่วนลด|โทร|รหัสลูกค้า|pesanan|kode pos|kode promo|"
        "kode diskon|poskod|nomor"},
    // Hindi, Bengali, Tamil
    CodeWordRow{CodeWord::strong,
                "सत्यापन कोड|पुष्टिकरण कोड|सुरक्षा कोड|ओटीपी|যাচাইকরণ কোড|যাচাই কোড|ওটিপি|சரிபார்ப்புக் குறியீடு"},
    CodeWordRow{CodeWord::code, "कोड|পিন|কোড|குறியீடு"},
    CodeWordRow{CodeWord::support, "सत्यापन|लॉगिन|लॉग इन"},
    CodeWordRow{CodeWord::other, "ऑर्डर|पिन कोड|बिल|अर्डर|অর্ডার"},
    // Currencies and units
    CodeWordRow{
        CodeWord::amount,
        "usd|eur|gbp|chf|inr|rs|jpy|cny|krw|brl|mxn|sek|nok|dkk|pln|czk|huf|vnd|btc|kr|kč|zł|руб|грн|"
        "лв|lei|ft|tl|元|円|원|年|ريال|км|km|kg|mg|ml|mb|gb|kb|kwh|mwh|ms|px|hpa|minutes|seconds|hours|"
        "days|users|members|readers|people|customers|downloads|attempts|rows|insertions|deletions|lines"},
};

}  // namespace

std::span<const CodeWordRow> code_word_table() {
  return rows;
}

}  // namespace mailstop::mail
