"""What everybody tries first: words of common passwords in English and Russian, keyboard rows, and whole phrases.

The lists are our own, for passwords of 15 characters and more: what is common there is a common word said twice,
two words joined, or a walk over the keyboard, so the pieces are listed and app/core/access/passwords.py joins them.
"""

# Rows, columns and sequences; each counts in both directions.
ROWS = (
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
    "qwertz",
    "azerty",
    "!@#$%^&*()",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "1йфя2цыч3увс4кам5епи6нрт7гоь8шлб9щдю",
    "qazwsxedcrfvtgbyhnujmikolp",
    "йфяцычувскамепинртгоьшлбщдю",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "1й2ц3у4к5е6н7г8ш9щ0з",
    "q2w3e4r5t6",
    "147258369",
    "159357",
    "741852963",
    "112233445566778899",
    "aabbccddeeff",
    "qqwweerrttyy",
    "asdzxc",
    "qweasdzxc",
    "йцуфывячс",
)

# Phrases that no piece explains.
_WHOLE = """
correcthorsebatterystaple thequickbrownfox thequickbrownfoxjumpsoverthelazydog tobeornottobe
maytheforcebewithyou onceuponatime openthedoorplease letmeinletmein passwordispassword
thisismypassword mypasswordispassword thisisapassword donttellanyone ilovemyfamily ilovemywife
ilovemyhusband ilovemychildren iloveyousomuch iloveyouforever jesusismysaviour jesuslovesme
ingodwetrust liverpoolfc1892 manchesterunited realmadridcf fcbarcelona justdoitjustdoit
neverevergiveup nevergiveup1234 carpediemcarpediem hakunamatata trustnobody1234
changemechangeme pleasechangeme changethispassword defaultpassword temporarypassword
newpassword2024 newpassword2025 newpassword2026 adminadminadmin administrator1234
iamtheadministrator supersecretpassword mysecretpassword topsecretpassword verysecretpassword
whatismypassword idontknowmypassword iforgotmypassword whydoineedapassword
ятебялюблюоченьсильно ялюблютебяоченьсильно язабылсвойпароль незнаюсвойпароль этомойпароль
моймамаипапа самыйсложныйпароль самыйлучшийпароль паролькоторыйяпомню
янепомнюпароль мойпарольоченьсложный вхлеснуродиласьёлочка влесуродиласьёлочка умомроссиюнепонять
быстраялиса съешьжеещёэтихмягких съешьещёэтихмягкихфранцузскихбулок мамамылараму
мамамылараму123 одиндватричетырепять раздватричетырепять здравствуйтемир
yatebyalyublyu yatebyaljublju ialiubliutebia yazabylparol moyparolparol samyslozhnyparol
"""
WHOLE = frozenset(_WHOLE.split())

_WORDS = """
a an the my our your i im is it this that of on in to at me you we and for no not yes ok new old
admin administrator root user users guest login logon account access enter open letmein welcome
password passwort passw passwd pass word pwd secret secure security private key master super
superuser default temp temporary change changeme changeit please test tester testing testtest
demo sample example hello hi hey goodbye bye thanks thankyou computer laptop internet network
server system office work home house family mother father mama mom mum papa dad daddy mommy
brother sister baby child children son daughter wife husband friend friends friendship love
loveyou loveme lover lovely iloveyou ilove forever always never together happy happiness smile
life live living world peace freedom free money dollar rich gold golden silver diamond crystal
king queen prince princess angel angels devil god jesus christ heaven hell faith hope trust
believe blessed grace mercy bible amen lord holy church monkey dragon tiger lion wolf bear eagle
falcon hawk snake shark dolphin panther horse dog dogs doggy puppy cat cats kitty kitten bird
butterfly rabbit bunny fish elephant chicken spider football soccer baseball basketball hockey
tennis golf sport sports team player game games gamer gaming play playstation nintendo pokemon
pikachu minecraft fortnite roblox naruto batman superman spiderman ironman captain america
starwars skywalker vader yoda jedi matrix hunter killer ninja samurai warrior knight soldier
army navy police officer border guard migration asylum ministry government state national
president minister director manager training academy prague process icmpd europe european union
europa learn learning learner course student students teacher trainer school college university
summer winter spring autumn fall season january february march april may june july august
september october november december monday tuesday wednesday thursday friday saturday sunday
today tomorrow yesterday morning night sunshine sun moon star stars sky ocean sea river rain
snow fire water earth wind storm thunder lightning flower flowers rose rosebud lily daisy
garden tree forest mountain island beach apple banana orange cherry lemon strawberry peach
chocolate cookie cookies candy sugar honey sweet sweetie coffee tea beer vodka whisky wine pizza
cheese butter pepper ginger red blue green black white yellow purple pink brown silver grey
colour color rainbow one two three four five six seven eight nine ten zero first second third
number numbers letter letters music guitar piano rock metal rap dance dancer party movie film
michael jennifer jessica ashley daniel david robert thomas andrew anthony matthew joshua
charlie george william james john richard alex alexander alexandra maria anna anne elena olga
natalia natasha tatiana irina svetlana marina ekaterina sergey sergei dmitry vladimir ivan
nikolay andrey mikhail maxim nikita artem kirill pavel victor igor oleg boris roman denis anton
london paris berlin vienna moscow kyiv kiev tbilisi yerevan baku minsk chisinau tashkent astana
almaty bishkek dushanbe ashgabat belgrade sarajevo skopje tirana pristina podgorica ankara
istanbul warsaw budapest bucharest sofia brussels england germany france spain italy russia
ukraine georgia armenia azerbaijan moldova belarus kazakhstan kyrgyzstan tajikistan turkmenistan
uzbekistan albania bosnia kosovo montenegro macedonia serbia turkey poland america usa
liverpool arsenal chelsea manchester united barcelona madrid juventus milan bayern real city
mercedes ferrari porsche toyota honda nissan bmw audi lada samsung apple iphone android google
facebook instagram youtube twitter telegram whatsapp windows microsoft linux oracle cisco
trustno whatever nothing something anything everything nobody somebody cool hot sexy beautiful
pretty cute crazy funny stupid idiot loser winner number best great good bad big little strong
power powerful magic shadow ghost zombie vampire phoenix legend hero champion victory lucky luck
chance dream dreams dreamer spirit soul heart mind body blood death dead alive zxcvbn asdf asd
qwe qaz wsx edc rty zxc abc abcd xyz aaa bbb
parol parolparol privet poka spasibo pozhaluista lyubov lubov ljubov lyublyu tebya menya
solnyshko solnce zvezda nebo more mamapapa babushka dedushka syn doch brat sestra drug podruga
rodina rossiya moskva piter kazan zenit spartak dinamo cska lokomotiv kotik kotenok zaika zayka
krasotka malysh devochka malchik princessa koroleva korol rabota shkola institut universitet
dom sobaka koshka volk medved tigr orel oryol sokol schastye udacha pobeda nadezhda vera
administrator nachalnik direktor policiya granica zima leto vesna osen slava bog gospodi
ghbdtn gfhjkm k.,jdm vfvf gfgf rjirf cj,frf hjccbz vjcrdf yfnfif cdtnf fktrcfylh vfrcbv
пароль привет пока спасибо пожалуйста любовь люблю тебя меня мне мой моя мое моё твой ты я мы
солнышко солнце звезда небо море мама папа бабушка дедушка сын дочь брат сестра друг подруга
родина россия москва питер казань зенит спартак динамо локомотив котик котёнок котенок зайка
красотка малыш девочка мальчик принцесса королева король работа школа институт университет дом
собака кошка волк медведь тигр орёл орел сокол счастье удача победа надежда вера админ
администратор начальник директор полиция граница миграция убежище академия прага процесс учёба
учеба курс зима лето весна осень слава бог господи жизнь мир мечта ангел дракон солдат армия
секрет доступ вход войти ключ тест проба логин пользователь компьютер интернет система офис
александр алексей анастасия андрей анна антон артём артем борис виктор владимир дарья денис
дмитрий екатерина елена иван игорь ирина кирилл ксения максим марина мария михаил наталья
никита николай ольга павел роман светлана сергей татьяна юлия юрий
один два три четыре пять шесть семь восемь девять десять ноль и в на не это все всё самый
лучший лучшая новый новая сложный красный синий белый чёрный черный
"""
WORDS = frozenset(_WORDS.split())
