/** Words that customers write every day, for telling which short words are found inside them. */
export const COMMON_WORDS: readonly string[] = `
able about above access account action active actually add added address advice after again against agree all almost along already also
although always amount another answer any anyone anything app application appear apply appreciate area around article as ask assist attached
attempt available away back balance bank because become been before began behind believe below best better between both bought box bring
broken browser business button buy by call came can cannot cancel card care cart case catch cause certain change charge chart chat check choose
clear click clearly client close code come comment common company complain complete computer concern confirm connect contact contain continue
contract control copy correct cost could country create credit current customer damage dashboard data date day deal dear debug decide delete
deliver department depend describe desktop detail device different difficult direct disable discount display document done door download
draft due during each early easy edit either else email employee empty enable end enough enter error especially even event ever every
everything exact example except exchange expect expensive expire explain export extra face fact fail family far fast feature feel few field
figure file fill final find fine finish first fix follow for forget form forward found free friend from front full function further future
general get getting give given goes going good got great group guess hand happen happy hard have having head hear hello help here hers high
hold home hope hour house how however idea if image immediately import important impossible include information inside instead insurance
interest internet invoice issue item itself job join just keep kind know language large last late later latest learn least leave legal less
let letter level light like limit line link list little live load location log login long longer look lose lost low machine made mail main
make many march market match matter may maybe mean member menu message might minute miss mobile moment money month more morning most move
much must name near need never new next nice night none normal not note nothing notice now number off offer office often old once one online
only open option order other our out outside over own owner package page paid part particular partner party pass password past pay payment
people perhaps period person personal phone photo pick picture place plan please point policy possible post prefer present press previous
price print private probably problem process product profile program project promise proper provide public purchase purpose put question
quick quickly quite rate rather reach read ready real really reason receipt receive recent record refer refund regard register regarding
related release remain remember remind remove renew reply report request require reset resolve respond rest result return review right run
safe sale same save saw say schedule screen screenshot search second section security see seem select send sent separate server service set
setting several share ship shipping shop short should show side sign signed since single site situation small so software sold some
someone something soon sorry sort source speak special spend stand start started state statement status stay step still stop store story street
strange subject submit subscribe subscription such suggest support suppose sure switch system table take talk task team technical tell term
test text than thank that their them then there these they thing think this though thought through ticket time title today together told tomorrow
tonight too took total touch toward track trade trial tried trouble true trust try turn type understand unfortunately until update upgrade
upload upon urgent use used user usual usually value various version very via video view visit wait want warn warranty was watch way web
website week well went were what whatever when where whether which while who whole why will window wish with within without wonder word
work worked world worry would write wrong yesterday yet your yours yourself
`
  .trim()
  .split(/\s+/);
